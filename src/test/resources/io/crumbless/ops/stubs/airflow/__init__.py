"""Stands in for Airflow 3: as much of it as ops/airflow/crumbless_dag.py names."""
