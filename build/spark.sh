# shellcheck shell=bash
# The recipe for Apache Spark, tested with the real thing on two local cores.

# spark_ready: are Java and Python there, without installing anything?
spark_ready() {
  command -v java >/dev/null && command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null
}

spark() {
  spark_ready || debian_packages java "Spark runs on it" "install Java 17 or newer and Python 3 with venv" \
    default-jre-headless python3 python3-venv
  cli
  spark_packages
  step_shown spark "the same counts from Spark as from one process" \
    "$CACHE/spark/bin/python" tests/spark/test_classify.py "$ROOT/target/release/trainspotter"
}

spark_packages() {
  local hash
  hash=$(digest tests/spark/requirements.txt)
  stamped "$CACHE/spark/.stamp" "$hash" && return
  lock
  if ! stamped "$CACHE/spark/.stamp" "$hash"; then
    step pyspark "Spark for Python; once, into $CACHE" spark_install
    stamp "$CACHE/spark/.stamp" "$hash"
  fi
  unlock
}

spark_install() {
  python3 -m venv --clear "$CACHE/spark"
  "$CACHE/spark/bin/pip" install --quiet --disable-pip-version-check -r tests/spark/requirements.txt
}
