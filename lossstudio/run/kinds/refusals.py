"""Why commands can't be had, where several kinds of objective say the same; each completes "objective: ..."."""

NO_PENALTY = "only a supervised objective has a penalty on its weights"
NO_ROWS = "has no rows of data, so that every update sees the whole"
NO_MODEL = "has no model that could be replaced by another"
NO_CODE = "code is written for a model on data; this scene minimises something else"
