# 首问：常用命令。脚本都在 tools/，只用 Python 标准库开头。
PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench lock states clean

help:           ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup:          ## 准备环境：Python 库（按哈希）、前端文件、字体；可随时重复
	@$(PYTHON) tools/set_up.py

run: setup      ## 启动，第一次装入演示镇；PORT=8001 换端口，SHOUWEN_DATA=目录 换数据，DEMO=no 不装演示镇
	@.venv/bin/python tools/run_centre.py

test: setup     ## 全部测试：SQLite、浏览器、PostgreSQL
	@.venv/bin/python tools/run_tests.py

check: setup    ## 格式、类型、分层、模板、迁移、用词
	@.venv/bin/python tools/check.py

bench: setup    ## 性能测量，一项一张表
	@.venv/bin/python tools/bench.py

lock: setup     ## 按 requirements/*.in 与 package.json 重新锁定版本
	@.venv/bin/python tools/lock.py

states: setup   ## 按状态表重画 docs/states
	@.venv/bin/python tools/draw_states.py

clean:          ## 删掉环境、前端文件和缓存；不动 var/ 里的数据
	rm -rf .venv node_modules src/shouwen/desk/static/vendor src/shouwen/papers/fonts
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
