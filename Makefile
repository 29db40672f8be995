test dashboard:
	python3 dev.py $@ $(ARGS)
.PHONY: test dashboard
