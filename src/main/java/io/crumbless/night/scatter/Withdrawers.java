package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.spill.SpillRun;
import io.crumbless.kernel.merge.WithdrawnPurposes;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdHashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All withdrawals in the spill, by the folded key of their subject: a withdrawal matches every spelling of an id, but
 * the spill is sorted by spelling. Each withdrawal is therefore spilled a second time, under this key.
 *
 * <p>In memory, about 50 bytes per withdrawal; a subject without one costs a hash and a look-up. Immutable and
 * thread-safe once read.
 */
public final class Withdrawers {
    private final IdHashes firsts = new IdHashes();
    private final List<String> words = new ArrayList<>();
    private final List<List<String>> lists = new ArrayList<>();

    private long[] spellings = new long[64];
    private long[] times = new long[64];
    private int[] attributes = new int[64];
    private int[] purposes = new int[64];

    /** Number of preceding entries with the same key that were added consecutively. */
    private int[] before = new int[64];

    private int size;

    /** One withdrawal, and the hash of its spelling. */
    record Noted(long spelling, WithdrawnPurposes withdrawal) {}

    private Withdrawers() {}

    /** Reads what was spilled. */
    public static Withdrawers read(List<? extends SpillRun> files) throws IOException {
        Withdrawers all = new Withdrawers();
        SpillMerge spill = new SpillMerge(files, FactCodec.FIRST_WITHDRAWER, FactCodec.BEHIND_WITHDRAWERS);
        Map<String, Integer> wordNumbers = new HashMap<>();
        Map<List<String>, Integer> listNumbers = new HashMap<>();
        while (spill.nextKey()) {
            Set<Noted> ofKey = new HashSet<>();
            while (spill.nextRecord()) {
                // A snapshot source delivers again what the log contains.
                Noted noted = FactCodec.readWithdrawer(spill);
                if (ofKey.add(noted)) {
                    all.add(noted, ofKey.size() - 1, wordNumbers, listNumbers);
                }
            }
            all.firsts.put(FactCodec.withdrawerKey(spill.key()), all.size);
        }
        return all;
    }

    private void add(
            Noted noted, int already, Map<String, Integer> wordNumbers, Map<List<String>, Integer> listNumbers) {
        if (size == spellings.length) {
            int larger = size + (size >> 1);
            spellings = Arrays.copyOf(spellings, larger);
            times = Arrays.copyOf(times, larger);
            attributes = Arrays.copyOf(attributes, larger);
            purposes = Arrays.copyOf(purposes, larger);
            before = Arrays.copyOf(before, larger);
        }
        spellings[size] = noted.spelling();
        times[size] = noted.withdrawal().declaredAtMicros();
        attributes[size] = number(noted.withdrawal().attribute(), wordNumbers, words);
        purposes[size] = number(noted.withdrawal().purposes(), listNumbers, lists);
        before[size++] = already;
    }

    private static <T> int number(T one, Map<T, Integer> numbers, List<T> all) {
        @Nullable Integer known = numbers.get(one);
        if (known == null) {
            known = all.size();
            numbers.put(one, known);
            all.add(one);
        }
        return known;
    }

    /** What was withdrawn under other spellings of the id; mostly empty. */
    public List<WithdrawnPurposes> underOtherSpellings(byte[] subject) {
        if (firsts.isEmpty()) {
            return List.of();
        }
        int last = firsts.number(IdHash.ofKey(subject, 0, subject.length)) - 1;
        if (last < 0) {
            return List.of();
        }
        long own = IdHash.ofSpelling(subject, 0, subject.length);
        List<WithdrawnPurposes> others = new ArrayList<>(0);
        for (int i = last - before[last]; i <= last; i++) {
            if (spellings[i] != own) {
                others.add(new WithdrawnPurposes(words.get(attributes[i]), lists.get(purposes[i]), times[i]));
            }
        }
        return others;
    }
}
