package io.crumbless.console.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Another process that holds the H2 file of a control folder, as a night does. */
final class TestingProcessLock implements AutoCloseable {
    private final Process process;

    private TestingProcessLock(Process process) {
        this.process = process;
    }

    static TestingProcessLock of(Path control) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            TestingProcessLock.class.getName(),
                            control.resolve("crumbless.mv.db").toString())
                    .redirectErrorStream(true)
                    .start();
            if (process.inputReader().readLine() == null) {
                throw new IllegalStateException("the other process ended");
            }
            return new TestingProcessLock(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Locks the file as the database does, until its input ends. */
    public static void main(String[] args) throws IOException {
        try (java.nio.channels.FileChannel file =
                java.nio.channels.FileChannel.open(Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE)) {
            System.out.println(file.lock());
            while (System.in.read() >= 0) {
                // Waits.
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
