package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Runs a script on Spark SQL in this process, and prints the time of each statement: {@code SCRIPT name=value…}. */
public final class SparkPeer {
    private SparkPeer() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> values = SqlScript.values(Arrays.asList(args).subList(1, args.length));
        SqlScript script = SqlScript.read(Path.of(args[0]), values);
        String threads = values.get("threads");
        try (SparkSession spark = SparkSession.builder()
                .master("local[" + threads + "]")
                .appName("crumbless bench")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.parquet.compression.codec", "zstd")
                .config("spark.sql.shuffle.partitions", String.valueOf(8 * Integer.parseInt(threads)))
                .config("spark.sql.warehouse.dir", values.get("out") + "/warehouse")
                .config("spark.local.dir", values.get("out") + "/local")
                .getOrCreate()) {
            for (String statement : script.statements()) {
                long started = System.nanoTime();
                spark.sql(statement);
                double seconds = (System.nanoTime() - started) / 1e9;
                System.out.printf(Locale.ROOT, "%7.2f s  %s%n", seconds, SqlScript.title(statement));
            }
        }
    }
}
