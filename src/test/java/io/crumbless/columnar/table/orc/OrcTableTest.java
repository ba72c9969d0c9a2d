package io.crumbless.columnar.table.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Promise: values of ORC's types are the text that the same values have in other formats, wherever the machine is. */
@Tag("unit")
@Isolated("Java has one time zone for all of it.")
class OrcTableTest {
    private static final TypeDescription SCHEMA = TypeDescription.fromString(
            "struct<yes:boolean,n:bigint,d:date,f:float,"
                    + "m:decimal(10,2),t:timestamp,i:timestamp with local time zone,l:array<string>,k:map<string,int>,b:binary>");

    @TempDir
    private Path folder;

    @Test
    void valuesAreWrittenAsText() throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            write(folder.resolve("types.orc"));
            assertThat(read(folder.resolve("types.orc")))
                    .containsExactly(
                            "{\"yes\":\"true\",\"n\":\"-5\",\"d\":\"1969-12-31\",\"f\":\"0.1\",\"m\":\"12.3\","
                                    + "\"t\":\"1969-12-31T23:59:58.5\",\"i\":\"1969-12-31T23:59:58.500Z\","
                                    + "\"l\":[\"a\",\"b\"],\"k\":{\"x\":\"7\"},\"b\":{\"bytes\":\"2\"}}",
                            "{\"yes\":null,\"n\":null,\"d\":null,\"f\":null,\"m\":null,\"t\":null,\"i\":null,\"l\":null,"
                                    + "\"k\":null,\"b\":null}");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static List<String> read(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (OrcTable table = OrcTable.open(Location.of(file))) {
            table.read(record -> lines.add(record.text()));
            assertThat(table.records()).hasValue(2);
        }
        return lines;
    }

    private static void write(Path file) throws IOException {
        try (Writer out = OrcFile.createWriter(
                new org.apache.hadoop.fs.Path(file.toUri()),
                OrcFile.writerOptions(new Configuration())
                        .setSchema(SCHEMA)
                        .useUTCTimestamp(true)
                        .setProlepticGregorian(true))) {
            VectorizedRowBatch batch = SCHEMA.createRowBatch();
            values(batch);
            for (var column : batch.cols) {
                column.noNulls = false;
                column.isNull[1] = true;
            }
            batch.size = 2;
            out.addRowBatch(batch);
        }
    }

    private static void values(VectorizedRowBatch batch) {
        ((LongColumnVector) batch.cols[0]).vector[0] = 1;
        ((LongColumnVector) batch.cols[1]).vector[0] = -5;
        ((LongColumnVector) batch.cols[2]).vector[0] = -1;
        ((DoubleColumnVector) batch.cols[3]).vector[0] = 0.1f;
        ((DecimalColumnVector) batch.cols[4]).set(0, HiveDecimal.create("12.30"));
        for (int i = 5; i < 7; i++) {
            TimestampColumnVector times = (TimestampColumnVector) batch.cols[i];
            times.time[0] = -1500;
            times.nanos[0] = 500_000_000;
        }
        ListColumnVector list = (ListColumnVector) batch.cols[7];
        list.lengths[0] = 2;
        text((BytesColumnVector) list.child, 0, "a");
        text((BytesColumnVector) list.child, 1, "b");
        MapColumnVector map = (MapColumnVector) batch.cols[8];
        map.lengths[0] = 1;
        text((BytesColumnVector) map.keys, 0, "x");
        ((LongColumnVector) map.values).vector[0] = 7;
        text((BytesColumnVector) batch.cols[9], 0, "\u0001\u0002");
    }

    private static void text(BytesColumnVector column, int row, String text) {
        column.setVal(row, text.getBytes(StandardCharsets.UTF_8));
    }
}
