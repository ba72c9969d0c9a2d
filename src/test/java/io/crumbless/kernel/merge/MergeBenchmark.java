package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of one person in the kernel: a typical one with two statements and three removals, and one with hundreds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeBenchmark {
    private static final int MANY = 400;

    private final Policy policy = new TestingShop().open();
    private final Merger merger =
            new Merger(policy, new Night(LocalDate.of(2026, 11, 22), TestingStatement.BERLIN), new MergeTally());
    private final SubjectFacts usual = facts(2);
    private final SubjectFacts talkative = facts(MANY);

    private static SubjectFacts facts(int statements) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            String day = LocalDate.of(2026, 7, 1).plusDays(i % 140).toString();
            TestingStatement statement = i % 10 == 9 ? withdraws("shoe_size") : declares(attribute(i), "38");
            arrivals.add(new Arrival(
                    statement.id("d" + i).at(day).build(), null, new Position("centre", "delivery.csv", i + 2)));
        }
        List<Removal> removals = List.of(
                new Removal("dmp", Origin.INFERRED, 4),
                new Removal("dmp", Origin.INFERRED, 1),
                new Removal("dmp", Origin.ACQUIRED, 1));
        return new SubjectFacts(TestingStatement.ANNA, List.of(), arrivals, List.of(), removals, false);
    }

    private static String attribute(int number) {
        return number % 2 == 0 ? "pet_name" : "shoe_size";
    }

    @Benchmark
    public SubjectOutcome mergeUsual() {
        return merger.merge(usual);
    }

    @Benchmark
    public SubjectOutcome mergeTalkative() {
        return merger.merge(talkative);
    }
}
