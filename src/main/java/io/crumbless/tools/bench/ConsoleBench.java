package io.crumbless.tools.bench;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Measures how long the console takes to show a person, to one user and to many at once, and what memory that takes. */
public final class ConsoleBench {
    /** Looks before any count: the compiler has seen the code, and files their pages. */
    private static final int WARM_UP = 500;

    private static final int MOST_PEOPLE = 20_000;
    private static final long SEED = 42;

    private ConsoleBench() {}

    /**
     * What is asked of the console.
     *
     * @param users who look people up at the same time, each the next as soon as the page is there
     * @param looks of all users together, of one user and again of all
     * @param held for which all users go on behind that, with memory measured before and after
     */
    public record Load(int users, int looks, Duration held) {
        public Load {
            if (users < 1 || looks < 1 || held.isNegative()) {
                throw new IllegalArgumentException("users and looks must be 1 or more, and minutes not negative");
            }
        }
    }

    /**
     * Times of one kind of answer.
     *
     * @param looks how many were counted
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
     * What some users had.
     *
     * @param search from the id to the way to the page
     * @param page about the person
     * @param cpuMillis of the console's processors for each look, search and page
     */
    public record Round(int users, Times search, Times page, double cpuMillis) {}

    /**
     * What was measured.
     *
     * @param held all users over the whole time; the one of {@code together} where none was asked for
     * @param liveBytesBefore of objects in use, before the time that was held; empty where Java does not say
     */
    public record Report(
            long profiles,
            int snapshots,
            long bytes,
            Round alone,
            Round together,
            Round held,
            OptionalLong liveBytesBefore,
            OptionalLong liveBytesAfter,
            OptionalLong peakBytes) {}

    /** Makes the shop if it is not there, and measures. */
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
            Looking looking = new Looking(console, people);
            looking.round(visitors, WARM_UP, Duration.ZERO);
            Round alone = reported(progress, looking.round(visitors.subList(0, 1), load.looks(), Duration.ZERO));
            Round together = reported(progress, looking.round(visitors, load.looks(), Duration.ZERO));
            OptionalLong before = console.liveBytes(logs);
            Round held = load.held().isZero() ? together : reported(progress, looking.round(visitors, 0, load.held()));
            return new Report(
                    profiles,
                    settings.nights(),
                    shop.bytes(),
                    alone,
                    together,
                    held,
                    before,
                    console.liveBytes(logs),
                    console.peakBytes());
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

    /** Users who look people up, each person once before the first comes again. */
    private static final class Looking {
        private final ConsoleProcess console;
        private final List<SubjectId> people;
        private final AtomicInteger next = new AtomicInteger();

        Looking(ConsoleProcess console, List<SubjectId> people) {
            this.console = console;
            this.people = people;
        }

        /**
         * @param looks of all together
         * @param longest for which they go on beyond those
         */
        Round round(List<ConsoleVisitor> visitors, int looks, Duration longest) {
            double cpu = console.cpuSeconds();
            AtomicInteger left = new AtomicInteger(looks);
            long until = System.nanoTime() + longest.toNanos();
            ConcurrentLinkedQueue<ConsoleVisitor.Look> all = new ConcurrentLinkedQueue<>();
            ExecutorService threads = Executors.newFixedThreadPool(visitors.size());
            try {
                List<Future<?>> working = new ArrayList<>();
                for (ConsoleVisitor visitor : visitors) {
                    working.add(threads.submit(() -> {
                        while (left.getAndDecrement() > 0 || System.nanoTime() < until) {
                            all.add(visitor.look(person()));
                        }
                    }));
                }
                for (Future<?> one : working) {
                    one.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped("Stopped while measuring; the shop stays for the next time");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Failure failure
                        ? failure
                        : new Failure(ErrorCategory.INTERNAL, "Cannot measure the console: " + e.getCause(), e);
            } finally {
                threads.shutdownNow();
            }
            double used = console.cpuSeconds() - cpu;
            return new Round(
                    visitors.size(),
                    Times.of(all.stream()
                            .mapToLong(ConsoleVisitor.Look::searchNanos)
                            .toArray()),
                    Times.of(all.stream()
                            .mapToLong(ConsoleVisitor.Look::pageNanos)
                            .toArray()),
                    used * 1e3 / all.size());
        }

        private SubjectId person() {
            return people.get(Math.floorMod(next.getAndIncrement(), people.size()));
        }
    }
}
