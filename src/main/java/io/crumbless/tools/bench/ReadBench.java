package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Compares reading the same columns of the same files with Crumbless and with DuckDB. Both use one thread and take
 * turns, each in its own process. Before the measurement, both must have read the same rows. Gzip files are also read
 * through {@code gzip -dc}.
 */
public final class ReadBench {
    static final String CRUMBLESS = "crumbless";

    private static final String DUCKDB = "duckdb";
    private static final String PIPED = "gzip -dc | crumbless";

    /** The line of the shell itself, and that of its child processes. */
    private static final int SHELL_TIMES_LINES = 2;

    private static final String HASH = "hash";
    private static final String LENGTH = "length";

    private final ReadData data;
    private final Path logs;
    private final Checkout checkout;

    private ReadBench(ReadData data, Path logs, Checkout checkout) {
        this.data = data;
        this.logs = logs;
        this.checkout = checkout;
    }

    /**
     * The report of one process: rows, a fingerprint of their content, and the seconds of {@link ReadReport.Reader}.
     */
    private record Answer(String content, double seconds, double cpuSeconds, OptionalDouble againCpuSeconds) {}

    /** One file and its reader. */
    private record Job(String format, boolean packed, String reader) {
        String file() {
            return format + (packed ? ".gz" : "");
        }
    }

    /**
     * Runs the bench.
     *
     * @param work folder for data and logs; existing data is reused
     * @param progress receives a line for each step
     * @throws Failure if the program runs without its sources, or the readers differ
     */
    public static ReadReport run(Path work, long rows, int rounds, Consumer<String> progress) {
        Checkout checkout = Checkout.find();
        Path logs = Folders.create(work.resolve("logs"));
        if (!checkout.hasPeers(false)) {
            progress.accept("building the peers, this happens once; their libraries are fetched");
            checkout.buildPeers(false, logs.resolve("build-peers.log"));
        }
        ReadData data = new ReadData(work.resolve("read"), rows);
        progress.accept("making files of " + rows + " rows in " + data.folder());
        data.make();
        ReadBench bench = new ReadBench(data, logs, checkout);
        List<ReadReport.Reader> measured = new ArrayList<>();
        for (String format : List.of("csv", "jsonl")) {
            measured.addAll(bench.measure(format, false, List.of(CRUMBLESS, DUCKDB), rounds, progress));
            measured.addAll(bench.measure(format, true, List.of(CRUMBLESS, PIPED, DUCKDB), rounds, progress));
        }
        return new ReadReport(rows, measured);
    }

    private List<ReadReport.Reader> measure(
            String format, boolean packed, List<String> readers, int rounds, Consumer<String> progress) {
        List<Job> jobs =
                readers.stream().map(reader -> new Job(format, packed, reader)).toList();
        requireSame(jobs);
        List<List<Answer>> answers =
                jobs.stream().map(job -> (List<Answer>) new ArrayList<Answer>()).toList();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < jobs.size(); i++) {
                progress.accept(jobs.get(i).file() + ", " + jobs.get(i).reader() + ", round " + (round + 1));
                answers.get(i).add(read(jobs.get(i), LENGTH));
            }
        }
        List<ReadReport.Reader> measured = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            measured.add(reader(jobs.get(i), answers.get(i)));
        }
        return measured;
    }

    private ReadReport.Reader reader(Job job, List<Answer> answers) {
        Path file = data.file(job.format(), job.packed());
        try {
            return new ReadReport.Reader(
                    job.file(),
                    Files.size(file),
                    job.reader(),
                    answers.stream().map(Answer::seconds).toList(),
                    answers.stream().map(Answer::cpuSeconds).toList(),
                    answers.stream()
                            .flatMap(answer -> answer.againCpuSeconds().stream().boxed())
                            .toList());
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Verifies that all readers read the same rows; also warms the page cache. */
    private void requireSame(List<Job> jobs) {
        String first = read(jobs.get(0), HASH).content();
        for (Job job : jobs.subList(1, jobs.size())) {
            String other = read(job, HASH).content();
            if (!other.equals(first)) {
                throw new Failure(
                        ErrorCategory.INTERNAL,
                        "Cannot measure " + job.file() + ": " + jobs.get(0).reader() + " reads " + first + ", "
                                + job.reader() + " reads " + other + " (rows, and the sum of their hashes)");
            }
        }
    }

    private Answer read(Job job, String tally) {
        Path log = logs.resolve("read.log");
        MeasuredProcess.run(job.reader(), command(job, tally), data.folder(), log);
        List<String> lines = lines(log);
        boolean piped = job.reader().equals(PIPED);
        String[] words =
                lines.get(lines.size() - (piped ? 1 + SHELL_TIMES_LINES : 1)).split(" ");
        return new Answer(
                words[0] + " " + words[1],
                Double.parseDouble(words[2]),
                piped ? shellSeconds(lines.get(lines.size() - 1)) : Double.parseDouble(words[3]),
                words.length > 4 ? OptionalDouble.of(Double.parseDouble(words[4])) : OptionalDouble.empty());
    }

    private List<String> command(Job job, String tally) {
        String file = data.file(job.format(), job.packed()).toString();
        String columns = String.join(",", ReadData.READ);
        if (job.reader().equals(DUCKDB)) {
            List<String> command = checkout.java(List.of());
            command.addAll(List.of("io.crumbless.bench.peers.ReadPeer", job.format(), file, columns, tally));
            return command;
        }
        List<String> own = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path", ""),
                "io.crumbless.tools.bench.ReadLoop",
                job.format(),
                job.reader().equals(PIPED) ? "-" : file,
                columns,
                tally));
        if (job.reader().equals(PIPED)) {
            own.addAll(0, List.of("sh", "-c", "f=$1; shift; gzip -dc \"$f\" | \"$@\"; times", "sh", file));
        }
        return own;
    }

    /** The output of a shell's {@code times} for its child processes: {@code 0m1.07s 0m0.05s}, of user and system. */
    static double shellSeconds(String line) {
        double seconds = 0;
        for (String time : line.strip().split("\\s+")) {
            int minutes = time.indexOf('m');
            seconds += 60 * Double.parseDouble(time.substring(0, minutes))
                    + Double.parseDouble(time.substring(minutes + 1, time.length() - 1));
        }
        return Math.round(seconds * 1000) / 1000.0;
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + log + ": " + e.getMessage(), e);
        }
    }
}
