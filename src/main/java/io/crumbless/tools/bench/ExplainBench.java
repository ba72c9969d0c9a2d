package io.crumbless.tools.bench;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Stopped;
import io.crumbless.tools.generate.Generation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;

/** Measures the time to explain what is held about one person, in a warm process and as a command. */
public final class ExplainBench {
    /** Number of explanations before the measurement, to warm up the compiler and the page cache. */
    private static final int WARM_UP = 100;

    private static final long SEED = 42;

    private ExplainBench() {}

    /**
     * The results of the bench.
     *
     * @param people number of people explained in the warm process, each once
     * @param medianMillis median time for one person, from the id to the text
     * @param commandSeconds wall time of the command, median of the rounds
     * @param commandCpuSeconds processor time of all threads of the command; empty if the system does not report it
     */
    public record Report(
            long profiles,
            int snapshots,
            long bytes,
            int people,
            double medianMillis,
            double p99Millis,
            double mostMillis,
            double cpuMillis,
            double commandSeconds,
            OptionalDouble commandCpuSeconds) {}

    /**
     * Generates the shop if it is missing, and runs the bench.
     *
     * @param people number of people to explain in the warm process
     * @param rounds number of runs of the command
     */
    public static Report run(
            ShopSettings settings, int people, int rounds, Generation.Progress generating, Consumer<String> progress) {
        Checkout checkout = Checkout.find();
        Shop shop = new Shop(checkout.shippedPolicy(), settings);
        shop.make(generating, progress);
        long profiles = shop.profiles();
        int chosen = Math.toIntExact(Math.min(profiles, (long) people + WARM_UP));
        List<SubjectId> subjects = shop.people(Math.max(1, profiles / chosen), chosen);
        Collections.shuffle(subjects, new Random(SEED));
        JobFile job = shop.job();
        SnapshotExplainer explainer = new SnapshotExplainer();
        progress.accept("explaining " + chosen + " people in this process");
        int warmUp = Math.min(WARM_UP, subjects.size() / 2);
        subjects.subList(0, warmUp).forEach(subject -> explain(explainer, job, subject));
        List<SubjectId> counted = subjects.subList(warmUp, subjects.size());
        long[] nanos = new long[counted.size()];
        double cpuBefore = ProcessClock.cpuSeconds();
        for (int i = 0; i < nanos.length; i++) {
            long started = System.nanoTime();
            explain(explainer, job, counted.get(i));
            nanos[i] = System.nanoTime() - started;
        }
        double cpu = ProcessClock.cpuSeconds() - cpuBefore;
        Arrays.sort(nanos);
        progress.accept(String.format(
                Locale.ROOT,
                "in this process: median %.2f ms, %.2f ms of processors each",
                nanos[nanos.length / 2] / 1e6,
                cpu * 1e3 / nanos.length));
        progress.accept("explaining one person by command, " + rounds + " times");
        List<ProcessUsage> commands = new ArrayList<>();
        Path logs = Folders.create(settings.work().resolve("logs"));
        for (int round = 0; round <= rounds; round++) {
            List<String> command = List.of(
                    checkout.launcher().toString(),
                    "explain",
                    counted.get(round % counted.size()).value(),
                    "--job",
                    shop.jobFile().toString(),
                    "--reason",
                    "bench");
            ProcessUsage took = MeasuredProcess.run("explain", command, settings.work(), logs.resolve("explain.log"));
            if (round > 0) {
                commands.add(took);
            }
        }
        return new Report(
                profiles,
                settings.nights(),
                shop.bytes(),
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                cpu * 1e3 / nanos.length,
                median(commands.stream().mapToDouble(ProcessUsage::seconds).toArray()),
                commands.stream().allMatch(took -> took.cpuSeconds().isPresent())
                        ? OptionalDouble.of(median(commands.stream()
                                .mapToDouble(took -> took.cpuSeconds().orElse(0))
                                .toArray()))
                        : OptionalDouble.empty());
    }

    /** Explains one person, from the id to the text, like the command after it has recorded the access. */
    private static void explain(SnapshotExplainer explainer, JobFile job, SubjectId subject) {
        Stopped.ifAsked("Stopped while measuring; the shop stays for the next time");
        Explanation explanation = explainer.explain(job, subject, Optional.empty());
        String text = PlainText.of(ExplanationDocument.of(explanation, AnswerContext.NOTHING, new Sentences("en")));
        if (explanation.isEmpty() || !text.contains(subject.value())) {
            throw new IllegalStateException("Nothing was found of somebody who has a profile");
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
