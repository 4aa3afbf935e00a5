"""Classifies signals with Apache Spark: the command line is one stage of a pipe.

    spark-submit classify.py BINARY SIGNALS.ndjson... OUT [-- OPTION...]

Every partition runs one process of the binary and streams its lines through it, so memory stays constant however
large the input is. A line that is no signal gives a line with an error and the job goes on; a binary that fails
fails the job. What follows `--` goes to `trainspotter classify`, for example `--now 2026-11-24 --region de`: give
the day, so that all partitions judge for the same one.
"""

import shlex
import sys

from pyspark.sql import SparkSession


def classified(spark, binary, paths, options):
    """The answers to the signals in the files, as an RDD of NDJSON lines."""
    lines = spark.sparkContext.textFile(",".join(paths), minPartitions=spark.sparkContext.defaultParallelism)
    command = " ".join(shlex.quote(part) for part in [binary, "classify", *options])
    # Without checkCode a process that dies would leave a hole that nobody sees.
    return lines.pipe(command, checkCode=True)


def main(arguments):
    options = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, options = arguments[:at], arguments[at + 1 :]
    if len(arguments) < 3:
        sys.exit(__doc__)
    binary, *paths, out = arguments
    spark = SparkSession.builder.appName("trainspotter-classify").getOrCreate()
    classified(spark, binary, paths, options).saveAsTextFile(out)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
