package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.HadoopKeys;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Applies the keys of the Hadoop configuration with which the application was submitted ({@code spark.hadoop.*}) in
 * every process of Spark, in addition to its {@code core-site.xml}.
 */
public final class HadoopKeysPlugin implements SparkPlugin {
    private static final String PREFIX = "spark.hadoop.";

    static void use(SparkConf conf) {
        Map<String, String> keys = new TreeMap<>();
        for (scala.Tuple2<String, String> each : conf.getAllWithPrefix(PREFIX)) {
            keys.put(each._1(), each._2());
        }
        HadoopKeys.use(keys);
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Map<String, String> init(SparkContext context, PluginContext plugin) {
                use(context.conf());
                return Map.of();
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext plugin, Map<String, String> conf) {
                use(plugin.conf());
            }
        };
    }
}
