"""The engine Spark, by ibis: for a snapshot that one machine cannot hold."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.backends.pyspark.datatypes import PySparkSchema
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from litnotes.corpus.engines import CutFile, EngineName, GroupSize
from litnotes.errors import Unreadable, Unwritable, WrongUse

_FULL = ("No space left", "File too large", "quota")
_CUT = ("EOFException", "Unexpected end of input", "not a Parquet file", "not in gzip format",
        "incorrect header check", "ZlibDecompressor", "invalid")  # fmt: skip
_NO_JAVA = "the engine spark needs Java 17 or later; install it, and set JAVA_HOME if it is not found"


@ibis.udf.scalar.builtin(signature=(("string", "string"), "map<string, array<int64>>"))  # type: ignore[untyped-decorator]
def from_json(text: str, schema: str) -> Any:
    """Return the value in a JSON text, by a function of Spark."""


class SparkEngine:
    """A session of Spark: on this machine, or on the cluster of the setting `spark.master`."""

    name: EngineName = "spark"

    def __init__(self, memory: int | None, scratch: Path | None, settings: Mapping[str, str]) -> None:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        config = {
            "spark.master": f"local[{os.cpu_count() or 1}]",
            "spark.app.name": "litnotes",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "OFF",
            "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.parquet.compression.codec": "zstd",
        }
        if config["spark.master"] == settings.get("spark.master", config["spark.master"]):
            config |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        config |= {"spark.driver.memory": f"{memory // 1_000_000}m"} if memory else {}
        config |= {"spark.local.dir": str(scratch)} if scratch else {}
        builder = SparkSession.builder
        for name, value in {**config, **settings}.items():
            builder = builder.config(name, value)
        try:
            self._session = builder.getOrCreate()
        except (PySparkException, Py4JError, OSError, RuntimeError) as error:
            raise WrongUse(_NO_JAVA if "JAVA" in str(error).upper() else _first_line(error)) from None
        self.connection = ibis.pyspark.connect(self._session)

    def json_lines(self, paths: Sequence[Path], schema: ibis.Schema) -> ir.Table:
        """Return the lines of files as rows; a line that is no object is a row of nulls."""
        return self.connection.read_json(list(map(str, paths)), schema=PySparkSchema.from_ibis(schema))

    def parquet(self, paths: Sequence[Path]) -> ir.Table:
        """Return the rows of Parquet files."""
        try:
            read = self._session.read.parquet(*map(str, paths))
        except (PySparkException, Py4JJavaError) as error:
            raise _meaning(error) from error
        name = ibis.util.gen_name("parquet")
        read.createOrReplaceTempView(name)
        return self.connection.table(name)

    def csv(self, paths: Sequence[Path]) -> ir.Table:
        """Return the rows of CSV files with a header, all of them texts."""
        return self.connection.read_csv(list(map(str, paths)), header=True, inferSchema=False)

    def map_in_json(self, text: Any) -> Any:
        """Return the map in the text of a JSON object of lists of numbers."""
        return from_json(text, "map<string, array<bigint>>")

    def write(self, table: ir.Table, path: Path, size: GroupSize) -> None:
        """Write a table to a new folder of Parquet files, all of it or nothing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        try:
            self.connection.to_parquet(table, new, **{"parquet.block.size": str(size.bytes)})
            new.replace(path)
        except (PySparkException, Py4JJavaError) as error:
            raise _meaning(error) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def rows(self, table: ir.Expr) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        try:
            rows: list[dict[str, Any]] = self.connection.to_pyarrow(table).to_pylist()
        except (PySparkException, Py4JJavaError) as error:
            raise _meaning(error) from error
        return rows

    def close(self) -> None:
        """End the session."""
        self._session.stop()


def _meaning(error: Exception) -> Exception:
    """Return what an error of Spark means for the user; itself if it is a mistake of litnotes."""
    text = str(error)
    if any(words in text for words in _FULL):
        return Unwritable(_first_line(error))
    if any(words in text for words in _CUT):
        return CutFile(_first_line(error))
    return Unreadable(_first_line(error)) if "FAILED_READ_FILE" in text else error


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if not re.match(r"An error occurred|\s*at ", line)]
    return (lines or [type(error).__name__])[0][:300]
