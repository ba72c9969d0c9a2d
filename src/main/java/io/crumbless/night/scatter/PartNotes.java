package io.crumbless.night.scatter;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a part.
 *
 * @param counts are summed over parts
 * @param sets are united over parts; null in work of an earlier program version without sets
 */
public record PartNotes(
        List<Manifest.Account> accounts,
        SortedMap<String, Long> counts,
        @Nullable SortedMap<String, SortedSet<String>> sets) {
    /** Nothing noted. */
    public static final PartNotes NONE = new PartNotes(List.of(), new TreeMap<>(), new TreeMap<>());

    public static PartNotes of(Books books, SortedMap<String, Long> counts, SortedMap<String, SortedSet<String>> sets) {
        return new PartNotes(books.lines().stream().map(Manifest.Account::of).toList(), counts, sets);
    }

    /** The same notes with further counts. */
    PartNotes with(SortedMap<String, Long> more) {
        SortedMap<String, Long> all = new TreeMap<>(counts);
        all.putAll(more);
        return new PartNotes(accounts, all, sets);
    }

    /** The books. */
    public Books books() {
        Books books = new Books();
        addTo(books);
        return books;
    }

    /** Adds its books to others. */
    public void addTo(Books all) {
        for (Manifest.Account line : accounts) {
            Account account =
                    new Account(line.source(), Unit.valueOf(line.unit().toUpperCase(Locale.ROOT)));
            all.count(account, line.counted());
            line.bins().forEach((bin, records) -> all.put(account, bin, records));
        }
    }

    /** The combined notes of several parts. */
    public static PartNotes together(List<PartNotes> parts) {
        Books books = new Books();
        SortedMap<String, Long> counts = new TreeMap<>();
        SortedMap<String, SortedSet<String>> sets = new TreeMap<>();
        boolean all = true;
        for (PartNotes part : parts) {
            part.addTo(books);
            part.counts.forEach((name, number) -> counts.merge(name, number, Long::sum));
            all &= part.sets != null;
            if (part.sets != null) {
                part.sets.forEach((name, set) ->
                        sets.computeIfAbsent(name, any -> new TreeSet<>()).addAll(set));
            }
        }
        List<Manifest.Account> accounts =
                books.lines().stream().map(Manifest.Account::of).toList();
        return new PartNotes(accounts, counts, all ? sets : null);
    }
}
