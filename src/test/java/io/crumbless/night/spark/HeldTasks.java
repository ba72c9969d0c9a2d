package io.crumbless.night.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Holds tasks of stages of several before they begin while a {@code TaskGate} is closed, so that an application cannot end before a
 * test has done something to it. Each executor leaves a file that says that one of its tasks waits, and each driver one that
 * says which process it is.
 */
public final class HeldTasks implements SparkPlugin {
    /** Key of Spark's configuration that names the folder of the gate. */
    public static final String GATE = "spark.crumbless.test.gate";

    /** File that is there while the gate is closed. */
    public static final String CLOSED = "closed";

    /** Before the id of the application, a dot, and that of the executor: name of the file of an executor. */
    public static final String WAITING = "waiting-";

    /** Before the id of the application, a dot, and that of the process: name of the file of a driver. */
    public static final String DRIVER = "driver-";

    private static final long LOOK_EVERY_MILLIS = 20;

    @Override
    public DriverPlugin driverPlugin() {
        return new OfDriver();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new OfExecutor();
    }

    private static final class OfDriver implements DriverPlugin {
        @Override
        public void registerMetrics(String application, PluginContext plugin) {
            Path gate = Path.of(plugin.conf().get(GATE));
            String process = Long.toString(ProcessHandle.current().pid());
            try {
                Files.write(gate.resolve(DRIVER + application + "." + process), new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class OfExecutor implements ExecutorPlugin {
        private Path closed = Path.of("");
        private Path waiting = Path.of("");

        @Override
        public void init(PluginContext plugin, Map<String, String> none) {
            Path gate = Path.of(plugin.conf().get(GATE));
            closed = gate.resolve(CLOSED);
            waiting = gate.resolve(WAITING + plugin.conf().getAppId() + "." + plugin.executorID());
        }

        @Override
        public void onTaskStart() {
            if (TaskContext.get().numPartitions() > 1 && Files.exists(closed)) {
                hold();
            }
        }

        private void hold() {
            try {
                Files.write(waiting, new byte[0]);
                while (Files.exists(closed)) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
