package io.crumbless.kernel.declaration;

import java.time.ZoneId;
import java.util.Optional;
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

/** The cost of a statement before it is spilled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdmissionBenchmark {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final AdmissionBar bar =
            new AdmissionBar(TestingPolicy.POLICY, new IntakeRules("web", Optional.empty(), BERLIN, Optional.empty()));
    private final RawStatement declaration = TestingStatement.declaration().raw();
    private final DeclaredTimes fast = new FastDeclaredTimes(Optional.of(BERLIN));
    private final DeclaredTimes plain = new PlainDeclaredTimes(Optional.of(BERLIN));
    private final String time = "2026-11-20T18:30:00+01:00";

    @Benchmark
    public Verdict judge() {
        return bar.judge(declaration);
    }

    @Benchmark
    public long readTime() {
        return fast.micros(time);
    }

    /** The twin that defines what is right, for scale. */
    @Benchmark
    public long readTimePlainly() {
        return plain.micros(time);
    }
}
