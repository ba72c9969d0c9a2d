package io.crumbless.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Sound deliveries are broken at random, as suppliers break them. Whatever is published is what the sound delivery would
 * have published or less; a withdrawal, opt-out or erasure is without effect only where the night stops or reports it.
 *
 * <p>{@code -Dmutations=2000} tries as many as wanted; {@code -Dmutation.seed=17} one of them, and leaves its files in
 * {@code target/mutation}.
 */
@Tag("differential")
@Tag("night")
@Execution(ExecutionMode.CONCURRENT)
class MutatedDeliveryTest {
    private static final int MUTATIONS = 200;

    /** Mutations that share one sound delivery, and with it the two nights it is compared with. */
    private static final int TOGETHER = 20;

    @TempDir
    private Path folder;

    private static final Map<Mutation, Integer> STOPPED = Collections.synchronizedMap(new EnumMap<>(Mutation.class));
    private static final Map<Mutation, Integer> PUBLISHED = Collections.synchronizedMap(new EnumMap<>(Mutation.class));

    @TestFactory
    List<DynamicTest> mutations() {
        Integer seed = Integer.getInteger("mutation.seed");
        if (seed != null) {
            return List.of(DynamicTest.dynamicTest("seed " + seed, () -> check(seed / TOGETHER, List.of(seed))));
        }
        int all = Integer.getInteger("mutations", MUTATIONS);
        return IntStream.range(0, (all + TOGETHER - 1) / TOGETHER)
                .mapToObj(world -> DynamicTest.dynamicTest(
                        "seeds " + world * TOGETHER + " to " + ((world + 1) * TOGETHER - 1),
                        () -> check(
                                world,
                                IntStream.range(world * TOGETHER, (world + 1) * TOGETHER)
                                        .boxed()
                                        .toList())))
                .toList();
    }

    /** Each kind was stopped somewhere, and published somewhere. */
    @AfterAll
    static void bothWereSeen() {
        if (Integer.getInteger("mutation.seed") != null) {
            return;
        }
        assertThat(STOPPED).containsKeys(Mutation.RENAMED_KEY, Mutation.OTHER_FORMAT, Mutation.STRAY_QUOTE);
        assertThat(PUBLISHED).containsKeys(Mutation.OTHER_SPELLING, Mutation.STRAY_QUOTE);
    }

    private void check(int world, List<Integer> seeds) {
        Path root = Integer.getInteger("mutation.seed") == null
                ? folder
                : Path.of("target/mutation").toAbsolutePath();
        List<DeliveredFile> sound = new SoundDelivery(world).files();
        MutatedNight soundNight = new MutatedNight(root.resolve("sound-" + world), sound);
        MutatedNight.Published allowed = soundNight.run().orElseThrow();
        Set<MutatedNight.Held> withoutRefusals = new MutatedNight(root.resolve("willing-" + world), willing(sound))
                .run()
                .orElseThrow()
                .values();
        assertThat(withoutRefusals)
                .as("somebody refuses something")
                .hasSizeGreaterThan(allowed.values().size());

        List<String> harm = new ArrayList<>();
        for (int seed : seeds) {
            Random random = new Random(seed);
            Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
            DeliveredFile file = sound.get(random.nextInt(sound.size()));
            MutatedNight night = new MutatedNight(root.resolve("mutated-" + seed), sound);
            night.replace(file, mutation.apply(file, random));
            night.run()
                    .ifPresentOrElse(
                            seen -> {
                                PUBLISHED.merge(mutation, 1, Integer::sum);
                                harm(allowed, withoutRefusals, seen)
                                        .forEach(each -> harm.add("seed " + seed + ": " + mutation + " of "
                                                + file.path() + " publishes " + each + "; notices " + seen.notices()));
                            },
                            () -> STOPPED.merge(mutation, 1, Integer::sum));
            night.delete();
        }
        assertThat(harm).isEmpty();
    }

    /** The same people, of whom nobody withdraws, opts out or asks to be erased: strangers do. */
    private static List<DeliveredFile> willing(List<DeliveredFile> files) {
        return files.stream()
                .map(file -> {
                    DeliveredFile willing = file;
                    for (int i = 0; file.refuses() && i < file.records().size(); i++) {
                        if (!"declare".equals(file.records().get(i).get("action"))) {
                            willing = willing.with(i, file.idColumn(), "stranger-" + i);
                        }
                    }
                    return willing;
                })
                .toList();
    }

    private static Set<MutatedNight.Held> harm(
            MutatedNight.Published allowed, Set<MutatedNight.Held> withoutRefusals, MutatedNight.Published seen) {
        Set<MutatedNight.Held> more = new HashSet<>(seen.values());
        more.removeAll(allowed.values());
        if (!allowed.notices().containsAll(seen.notices())) {
            // A refusal that had no effect was reported.
            more.removeAll(withoutRefusals);
        }
        return more;
    }
}
