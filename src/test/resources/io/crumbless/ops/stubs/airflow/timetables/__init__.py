"""Of Airflow."""
