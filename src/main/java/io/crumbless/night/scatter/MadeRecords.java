package io.crumbless.night.scatter;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.night.delivery.RecordEnd;
import io.crumbless.night.delivery.StatementMapping;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts delivered records from which a mapping creates statements, separately from the statements. */
final class MadeRecords {
    private final StatementMapping mapping;
    private final SortedMap<String, Long> ends = new TreeMap<>();

    /** Attributes in the mapping without any statement so far. */
    private final Set<String> unanswered;

    private long itemsLeftOut;
    private long admittedBefore;

    MadeRecords(StatementMapping mapping) {
        this.mapping = mapping;
        this.unanswered = new HashSet<>(mapping.attributes());
    }

    void answered(@Nullable String attribute) {
        if (!unanswered.isEmpty()) {
            unanswered.remove(attribute);
        }
    }

    /** Counts an item that the job file excludes. */
    void itemLeftOut() {
        itemsLeftOut++;
    }

    long itemsLeftOut() {
        return itemsLeftOut;
    }

    /**
     * @param admitted statements of the part that were admitted so far
     * @return false if statements were created from the record and none was admitted
     */
    boolean recordEnds(RecordEnd end, long admitted) {
        ends.merge(end.word(), 1L, Long::sum);
        boolean used = end != RecordEnd.EXPANDED || admitted > admittedBefore;
        admittedBefore = admitted;
        return used;
    }

    /** @param delivered number of records, counted independently */
    void keep(String source, long delivered, Books books, SortedMap<String, Long> counts) {
        Set<String> answered = new HashSet<>(mapping.attributes());
        answered.removeAll(unanswered);
        MappedRecords.count(counts, source, answered);
        Account records = new Account(source, Unit.DECLARATION_RECORDS);
        books.count(records, delivered);
        ends.forEach((end, number) -> books.put(records, end, number));
        books.put(new Account(source, Unit.STATEMENTS), RecordEnd.LEFT_OUT.word(), itemsLeftOut);
    }
}
