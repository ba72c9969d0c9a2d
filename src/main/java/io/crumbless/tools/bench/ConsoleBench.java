package io.crumbless.tools.bench;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.tools.generate.Generation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Measures the response times of the console when one user or many users look up people, and its memory. */
public final class ConsoleBench {
    private static final int MOST_PEOPLE = 20_000;
    private static final long SEED = 42;

    private ConsoleBench() {}

    /**
     * The load on the console.
     *
     * @param users number of concurrent users; each looks up the next person as soon as the page has arrived
     * @param looks number of measured lookups: of all users together, of one user, and again of all
     * @param warmUp number of lookups before the measurement, to warm up the compiler and the page cache
     * @param held how long all users continue afterwards, with memory measured before, after and every ten minutes
     * @param pause pause of each user between two lookups during that time; zero for none
     */
    public record Load(int users, int looks, int warmUp, Duration held, Duration pause) {
        public Load {
            if (users < 1 || looks < 1) {
                throw new IllegalArgumentException("users and looks must be 1 or more");
            }
            if (warmUp < 0 || held.isNegative() || pause.isNegative()) {
                throw new IllegalArgumentException("warm-up, minutes and pause must not be negative");
            }
        }
    }

    /**
     * Response times of one kind of request.
     *
     * @param looks number of measured lookups
     */
    public record Times(int looks, double medianMillis, double p95Millis, double mostMillis) {
        static Times of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Times(
                    sorted.length,
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 95 / 100] / 1e6,
                    sorted[sorted.length - 1] / 1e6);
        }
    }

    /**
     * The results of one round.
     *
     * @param search time to find the page of an id
     * @param page time to load the page about the person
     * @param cpuMillis processor time of the console per lookup, including search and page
     */
    public record Round(int users, Times search, Times page, double cpuMillis) {}

    /**
     * The results of the bench.
     *
     * @param held all users during the sustained load; the same as {@code together} if there was none
     * @param memory memory before the sustained load, every ten minutes during it, and afterwards
     */
    public record Report(
            long profiles,
            int snapshots,
            long bytes,
            Round alone,
            Round together,
            Round held,
            List<ConsoleMemory> memory,
            OptionalLong peakBytes) {}

    /** Generates the shop if it is missing, and runs the bench. */
    public static Report run(
            ShopSettings settings, Load load, Generation.Progress generating, Consumer<String> progress) {
        Checkout checkout = Checkout.find();
        Shop shop = new Shop(checkout.shippedPolicy(), settings);
        shop.make(generating, progress);
        long profiles = shop.profiles();
        int chosen = Math.toIntExact(Math.min(profiles, MOST_PEOPLE));
        List<SubjectId> people = shop.people(Math.max(1, profiles / chosen), chosen);
        Collections.shuffle(people, new Random(SEED));
        Path logs = Folders.create(settings.work().resolve("logs"));
        List<String> names =
                IntStream.range(0, load.users()).mapToObj(user -> "user" + user).toList();
        progress.accept("starting a console");
        try (ConsoleProcess console =
                ConsoleProcess.start(checkout.launcher(), shop.jobFile(), names, logs.resolve("console.log"))) {
            List<ConsoleVisitor> visitors = names.stream()
                    .map(name -> new ConsoleVisitor(console.url(), name))
                    .toList();
            visitors.forEach(ConsoleVisitor::begin);
            ConsoleLooks looks = new ConsoleLooks(console, people);
            if (load.warmUp() > 0) {
                looks.counted(visitors, load.warmUp());
            }
            Round alone = reported(progress, looks.counted(visitors.subList(0, 1), load.looks()));
            Round together = reported(progress, looks.counted(visitors, load.looks()));
            List<ConsoleMemory> memory = new ArrayList<>();
            Round held = together;
            try (MemorySampling sampling = MemorySampling.begin(console, logs, sample -> {
                progress.accept(sample.words());
                memory.add(sample);
            })) {
                if (!load.held().isZero()) {
                    held = reported(progress, looks.lasting(visitors, load.held(), load.pause()));
                }
                sampling.end();
            }
            return new Report(
                    profiles, settings.nights(), shop.bytes(), alone, together, held, memory, console.peakBytes());
        }
    }

    private static Round reported(Consumer<String> progress, Round round) {
        progress.accept(String.format(
                Locale.ROOT,
                "%d at once: median %.1f ms, %.1f ms of processors a look",
                round.users(),
                round.page().medianMillis(),
                round.cpuMillis()));
        return round;
    }
}
