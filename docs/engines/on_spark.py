"""Measuring on Spark: a folder of Parquet in, a folder of Parquet out."""

import sys

import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from analysis.signals.measure import measure


def table(postings):
    made = pa.Table.from_pandas(measure(postings)[1], preserve_index=False)
    fields = [f.with_type(pa.string()) if f.type == pa.large_string() else f for f in made.schema]
    return made.cast(pa.schema(fields)).replace_schema_metadata()


def measured(batches):
    for batch in batches:
        yield from table(batch.to_pandas().rename(columns={"company": "employer"})).to_batches()


def run(source, target):
    spark = SparkSession.builder.config(
        "spark.sql.execution.arrow.maxRecordsPerBatch", 1000
    ).getOrCreate()
    postings = spark.read.parquet(source).select("id", "title", "company", "text")
    none = pd.DataFrame(columns=["id", "title", "employer", "text"], dtype="str")
    schema = from_arrow_schema(table(none).schema)
    postings.mapInArrow(measured, schema).write.parquet(target)
    spark.stop()


if __name__ == "__main__":
    run(*sys.argv[1:])
