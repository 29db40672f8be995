"""The pages of the dashboard: each draws one view, all in the frame."""
