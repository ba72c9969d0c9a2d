package io.crumbless.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sound deliveries are broken at random, as suppliers break them. Whatever is published is what the sound delivery would
 * have published or less; a withdrawal, opt-out or erasure is without effect only where the night stops or reports it.
 *
 * <p>{@code -Dmutations=2000} tries as many as wanted; {@code -Dmutation.seed=17} one of them, and leaves its files in a folder of
 * {@code target/mutation}.
 */
@Tag("crash")
@Tag("differential")
@Tag("night")
class MutatedDeliveryTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 200);

    /** Nights of one process take turns, with those of other tests too. */
    private static final int PROCESSES = 2;

    private static final Duration MOST_TIME = Duration.ofMinutes(60);

    @TempDir
    private Path folder;

    @Test
    void publishesNoMoreThanTheSoundDelivery() throws Exception {
        Integer seed = Integer.getInteger("mutation.seed");
        List<String> outcomes = seed == null
                ? outcomes((MUTATIONS + MutatedWorld.SEEDS - 1) / MutatedWorld.SEEDS)
                : new MutatedWorld(kept(seed), seed / MutatedWorld.SEEDS).outcomesOf(seed);

        assertThat(outcomes)
                .filteredOn(line -> line.startsWith(MutatedWorld.HARM))
                .isEmpty();
        if (seed == null) {
            assertThat(outcomes)
                    .filteredOn(
                            line -> line.startsWith(MutatedWorld.STOPPED) || line.startsWith(MutatedWorld.PUBLISHED))
                    .hasSizeGreaterThanOrEqualTo(MUTATIONS)
                    .contains(
                            MutatedWorld.STOPPED + Mutation.RENAMED_KEY,
                            MutatedWorld.STOPPED + Mutation.OTHER_FORMAT,
                            MutatedWorld.STOPPED + Mutation.STRAY_QUOTE,
                            MutatedWorld.PUBLISHED + Mutation.OTHER_SPELLING,
                            MutatedWorld.PUBLISHED + Mutation.STRAY_QUOTE);
        }
    }

    /** A new one, without data of an earlier version. */
    private static Path kept(int seed) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target/mutation").toAbsolutePath()), "seed-" + seed + "-");
    }

    private List<String> outcomes(int worlds) throws Exception {
        Map<Process, Path> processes = new LinkedHashMap<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.put(start(i, worlds), output(i));
            }
            TestingProcess.awaitAll(processes, MOST_TIME);
        } finally {
            processes.keySet().forEach(Process::destroyForcibly);
        }
        List<String> outcomes = new ArrayList<>();
        for (Path output : processes.values()) {
            outcomes.addAll(Files.readAllLines(output));
        }
        return outcomes;
    }

    private Process start(int number, int worlds) throws Exception {
        return new ProcessBuilder(TestingProcess.command(
                        Worlds.class,
                        folder.resolve("worlds-" + number).toString(),
                        Integer.toString(number),
                        Integer.toString(worlds)))
                .redirectErrorStream(true)
                .redirectOutput(output(number).toFile())
                .start();
    }

    private Path output(int number) {
        return folder.resolve("output-" + number);
    }

    /** Every second world from a number on, in a separate process. */
    static final class Worlds {
        private Worlds() {}

        public static void main(String[] args) {
            Path root = Path.of(args[0]);
            Stream.iterate(Integer.parseInt(args[1]), world -> world + PROCESSES)
                    .takeWhile(world -> world < Integer.parseInt(args[2]))
                    .map(world -> new MutatedWorld(root, world))
                    .flatMap(world -> world.outcomes().stream())
                    .forEach(System.out::println);
        }
    }
}
