package io.crumbless.night.legacy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of looking up the cookie of a membership, and of sorting the subjects of the table. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LegacyBenchmark {
    private static final int ASKED = 1024;
    private static final int SORTED = 8192;
    private static final int LINKED_OF_TEN = 7;

    /** The larger table fits no cache. */
    @Param({"10000", "1200000"})
    int links = 10_000;

    private LinkTable table;
    private byte[][] cookies;
    private byte[][] ids;
    private byte[] arena;
    private int[] starts;

    @Setup
    public void fill() {
        LinkTableBuilder builder = new LinkTableBuilder();
        builder.expect(links);
        LinkBatch batch = new LinkBatch("logins");
        for (int i = 0; i < links; i++) {
            byte[] cookie = cookie(i);
            byte[] subject = subject(i);
            batch.row();
            batch.add(LinkBatch.Kind.LINK, cookie, 0, cookie.length, subject, 0, subject.length);
            if (batch.weight() > LinkScanner.BATCH_BYTES) {
                builder.add(batch);
                batch.clear();
            }
        }
        builder.add(batch);
        table = builder.finish();
        cookies = new byte[ASKED][];
        for (int i = 0; i < ASKED; i++) {
            int spread = (int) (i * 7919L % links);
            cookies[i] = i % 10 < LINKED_OF_TEN ? cookie(spread) : cookie(-1 - spread);
        }
        ids = new byte[SORTED][];
        starts = new int[SORTED + 1];
        for (int i = 0; i < SORTED; i++) {
            ids[i] = subject((int) (i * 7919L % 1_000_003));
            starts[i + 1] = starts[i] + ids[i].length;
        }
        arena = new byte[starts[SORTED]];
        for (int i = 0; i < SORTED; i++) {
            System.arraycopy(ids[i], 0, arena, starts[i], ids[i].length);
        }
    }

    byte[] id(int number) {
        return ids[number];
    }

    private static byte[] cookie(int number) {
        return String.format("%016x", number * 0x9E3779B97F4A7C15L).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] subject(int number) {
        return ("C-" + (100_000 + number)).getBytes(StandardCharsets.US_ASCII);
    }

    /** 1,024 cookies, seven in ten of which have a link. */
    @Benchmark
    public int lookUp() {
        Fingerprint hasher = table.hasher();
        int linked = 0;
        for (byte[] cookie : cookies) {
            linked += table.subjectOf(cookie, 0, cookie.length, hasher) >= 0 ? 1 : 0;
        }
        return linked;
    }

    /** 8,192 ids by their digits. */
    @Benchmark
    public int[] sortIds() {
        return new ByteSort(arena, starts.clone(), SORTED).order();
    }

    /** The same by comparing, for scale. */
    @Benchmark
    public byte[][] sortIdsByComparing() {
        byte[][] sorted = ids.clone();
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return sorted;
    }
}
