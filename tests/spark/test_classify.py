"""The same counts from Spark as from one process, and a broken line does not end the job.

    python test_classify.py BINARY
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
from collections import Counter

from pyspark.sql import SparkSession

from classify import classified

BINARY = sys.argv.pop()
OPTIONS = ["--now", "2026-11-24"]
PAGE = "https://app.slack.com/client/T00000000/C00000000"
PATHS = ["chat.postMessage", "reactions.add", "client.counts", "search.modules.messages"]
BROKEN = ['{"kind":"request"', "not JSON at all", '{"kind":"nothing"}', ""]
SIGNALS = 20_000
EVERY = 500


def signals():
    for number in range(SIGNALS):
        if number % EVERY == 0:
            yield BROKEN[number // EVERY % len(BROKEN)]
        url = f"https://acme.slack.com/api/{PATHS[number % len(PATHS)]}?slack_route=T{number % 50:08d}"
        yield json.dumps({"kind": "request", "method": "POST", "url": url, "page": PAGE})


def counted(lines):
    """What the answers say, without the line numbers, which each process counts for itself."""
    counts = Counter()
    for line in lines:
        answer = json.loads(line)
        answer.pop("line")
        if "error" in answer:
            # Where in the line it is broken is said in words; the code is what programs read.
            answer = {"error": answer["error"]["code"]}
        counts[json.dumps(answer, sort_keys=True)] += 1
    return counts


class Classify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name, "signals.ndjson")
        cls.path.write_text("\n".join(signals()) + "\n", encoding="utf-8")
        cls.spark = (
            SparkSession.builder.master("local[2]")
            .appName("trainspotter-test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()
        )

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def test_the_same_counts_as_one_process(self):
        with self.path.open("rb") as lines:
            one = subprocess.run([BINARY, "classify", *OPTIONS], stdin=lines, capture_output=True, check=True)
        alone = counted(one.stdout.decode().splitlines())
        many = classified(self.spark, BINARY, [str(self.path)], OPTIONS)
        self.assertGreaterEqual(many.getNumPartitions(), 2, "more than one process")
        spread = counted(many.collect())
        self.assertEqual(spread, alone)
        self.assertEqual(sum(spread.values()), SIGNALS + SIGNALS // EVERY)
        broken = sum(count for answer, count in spread.items() if "error" in json.loads(answer))
        self.assertEqual(broken, SIGNALS // EVERY, "each broken line gives one error")
        self.assertGreater(len(spread), 4)

    def test_a_binary_that_fails_fails_the_job(self):
        failing = classified(self.spark, BINARY, [str(self.path)], ["--now", "never"])
        with self.assertRaises(Exception):
            failing.collect()


if __name__ == "__main__":
    unittest.main()
