package io.crumbless.tools.bench;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Workers;
import io.crumbless.tools.bench.ConsoleBench.Round;
import io.crumbless.tools.bench.ConsoleBench.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Runs concurrent users who look up people, each person once before any is repeated. */
final class ConsoleLooks {
    /** Message of {@link io.crumbless.process.Stopped}. */
    static final String STOPPED = "Stopped while measuring; the shop stays for the next time";

    private final ConsoleProcess console;
    private final List<SubjectId> people;
    private final AtomicInteger next = new AtomicInteger();

    ConsoleLooks(ConsoleProcess console, List<SubjectId> people) {
        this.console = console;
        this.people = people;
    }

    /** @param looks number of lookups of all users together, without pauses */
    Round counted(List<ConsoleVisitor> visitors, int looks) {
        AtomicInteger left = new AtomicInteger(looks);
        return round(visitors, () -> left.getAndDecrement() > 0, Duration.ZERO);
    }

    /**
     * @param time duration of the load
     * @param pause pause of each user between two lookups
     */
    Round lasting(List<ConsoleVisitor> visitors, Duration time, Duration pause) {
        long until = System.nanoTime() + time.toNanos();
        return round(visitors, () -> System.nanoTime() < until, pause);
    }

    private Round round(List<ConsoleVisitor> visitors, BooleanSupplier another, Duration pause) {
        double cpu = console.cpuSeconds();
        ConcurrentLinkedQueue<ConsoleVisitor.Look> looks = new ConcurrentLinkedQueue<>();
        try (Workers workers = new Workers(visitors.size(), "crumbless-visitor", STOPPED)) {
            List<Callable<Integer>> working = new ArrayList<>();
            for (int i = 0; i < visitors.size(); i++) {
                ConsoleVisitor visitor = visitors.get(i);
                // The users start spread over the pause, so that their lookups do not coincide.
                long first = pause.toNanos() * i / visitors.size();
                working.add(() -> {
                    TimeUnit.NANOSECONDS.sleep(first);
                    int own = 0;
                    for (; another.getAsBoolean(); own++) {
                        looks.add(visitor.look(person()));
                        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                    }
                    return own;
                });
            }
            workers.all(working);
        }
        double used = console.cpuSeconds() - cpu;
        return new Round(
                visitors.size(),
                Times.of(looks.stream()
                        .mapToLong(ConsoleVisitor.Look::searchNanos)
                        .toArray()),
                Times.of(
                        looks.stream().mapToLong(ConsoleVisitor.Look::pageNanos).toArray()),
                used * 1e3 / looks.size());
    }

    private SubjectId person() {
        return people.get(Math.floorMod(next.getAndIncrement(), people.size()));
    }
}
