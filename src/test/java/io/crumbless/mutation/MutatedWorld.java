package io.crumbless.mutation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One sound delivery, and the mutations that share it, and with it the two nights they are compared with. */
final class MutatedWorld {
    /** Mutations of one world. */
    static final int SEEDS = 20;

    /** How the lines of outcomes begin. */
    static final String HARM = "harm ";

    static final String STOPPED = "stopped ";
    static final String PUBLISHED = "published ";

    private final Path root;
    private final int number;
    private final List<DeliveredFile> sound;

    MutatedWorld(Path root, int number) {
        this.root = root;
        this.number = number;
        this.sound = new SoundDelivery(number).files();
    }

    /** One line for each night, and one for each value that must not have been published. */
    List<String> outcomes() {
        return outcomes(
                IntStream.range(number * SEEDS, (number + 1) * SEEDS).boxed().toList(), MutatedNight::delete);
    }

    /** Those of one mutation, whose files stay. */
    List<String> outcomesOf(int seed) {
        return outcomes(List.of(seed), night -> {});
    }

    private List<String> outcomes(List<Integer> seeds, Consumer<MutatedNight> after) {
        MutatedNight soundNight = new MutatedNight(root.resolve("sound-" + number), sound);
        MutatedNight.Published allowed = soundNight.run().orElseThrow();
        Set<MutatedNight.Held> withoutRefusals = new MutatedNight(root.resolve("willing-" + number), willing(sound))
                .run()
                .orElseThrow()
                .values();
        if (withoutRefusals.size() <= allowed.values().size()) {
            throw new IllegalStateException("nobody of world " + number + " refuses anything");
        }
        List<String> outcomes = new ArrayList<>();
        for (int seed : seeds) {
            MutatedNight night = new MutatedNight(root.resolve("mutated-" + seed), sound);
            outcomes.addAll(mutated(night, seed, allowed, withoutRefusals));
            after.accept(night);
        }
        return outcomes;
    }

    private List<String> mutated(
            MutatedNight night, int seed, MutatedNight.Published allowed, Set<MutatedNight.Held> withoutRefusals) {
        Random random = new Random(seed);
        Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
        DeliveredFile file = sound.get(random.nextInt(sound.size()));
        night.replace(file, mutation.apply(file, random));
        Optional<MutatedNight.Published> published = night.run();
        List<String> outcomes = new ArrayList<>();
        outcomes.add((published.isPresent() ? PUBLISHED : STOPPED) + mutation);
        published.ifPresent(seen -> harm(allowed, withoutRefusals, seen)
                .forEach(each -> outcomes.add(HARM + "seed " + seed + ": " + mutation + " of " + file.path()
                        + " publishes " + each + "; notices " + seen.notices())));
        return outcomes;
    }

    /** The same people without withdrawals, opt-outs and erasure requests, which are by other people. */
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
