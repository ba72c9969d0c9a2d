package io.crumbless.kernel.merge;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Refusal;
import java.util.HashMap;
import java.util.Map;

/** Counts, without boxing, in which bins the kernel put statements and provided values. Not thread-safe. */
public final class MergeTally {
    private final Map<String, long[]> arrived = new HashMap<>();
    private final Map<String, long[]> refused = new HashMap<>();
    private final Map<String, long[]> logged = new HashMap<>();
    private final Map<String, long[]> provided = new HashMap<>();

    private long optOutsApplied;

    /** Counts a value that serves fewer purposes because the person opted out. */
    void optOutApplied() {
        optOutsApplied++;
    }

    /**
     * Number of values that serve fewer purposes, or none, because their person opted out of sale, sharing or sensitive
     * uses.
     */
    public long optOutsApplied() {
        return optOutsApplied;
    }

    /** Puts a statement of the log or of tonight's arrivals into its bin. */
    void put(Case one, StatementBin bin) {
        if (one.position == null) {
            logged(one.statement.source(), bin);
        } else {
            arrived(one.statement.source(), bin);
        }
    }

    /** Puts a repeated statement into its bin, and records its delivery date in the case that is kept. */
    void putRepeat(Case kept, Case repeat) {
        kept.addDelivery(repeat.deliveredOnEpochDay);
        put(repeat, StatementBin.REPEATED);
    }

    void arrived(String source, StatementBin bin) {
        slots(arrived, source, StatementBin.values().length)[bin.ordinal()]++;
    }

    void refused(String source, Refusal reason) {
        slots(refused, source, Refusal.values().length)[reason.ordinal()]++;
    }

    void logged(String source, StatementBin bin) {
        slots(logged, source, StatementBin.values().length)[bin.ordinal()]++;
    }

    void provided(String source, ProvidedBin bin) {
        slots(provided, source, ProvidedBin.values().length)[bin.ordinal()]++;
    }

    private static long[] slots(Map<String, long[]> counts, String source, int size) {
        return counts.computeIfAbsent(source, any -> new long[size]);
    }

    /** The counts as books, to be added to those of the other parts of the run. */
    public Books books() {
        Books books = new Books();
        for (StatementBin bin : StatementBin.values()) {
            arrived.forEach((source, counts) ->
                    books.put(new Account(source, Unit.STATEMENTS), bin.word(), counts[bin.ordinal()]));
            logged.forEach(
                    (source, counts) -> books.put(new Account(source, Unit.LOGGED), bin.word(), counts[bin.ordinal()]));
        }
        for (Refusal reason : Refusal.values()) {
            refused.forEach((source, counts) -> books.put(
                    new Account(source, Unit.STATEMENTS), StatementBin.refused(reason), counts[reason.ordinal()]));
        }
        for (ProvidedBin bin : ProvidedBin.values()) {
            provided.forEach((source, counts) ->
                    books.put(new Account(source, Unit.LEGACY_VALUES), bin.word(), counts[bin.ordinal()]));
        }
        return books;
    }
}
