package io.crumbless.night.scatter;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.RecordEnd;
import io.crumbless.night.intake.Delivery;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Reports mappings and filters of the job file that had no effect, because they may be meant for another file. */
public final class MappedRecords {
    private static final String ANSWERED = "answered:";

    private static final Set<Unit> DELIVERED =
            Set.of(Unit.DECLARATION_RECORDS, Unit.LEGACY_ROWS, Unit.LINKS, Unit.OPT_OUTS, Unit.ERASURE_REQUESTS);

    private MappedRecords() {}

    /** @param attributes attributes with a statement in the part */
    static void count(SortedMap<String, Long> counts, String source, Set<String> attributes) {
        attributes.forEach(attribute -> counts.put(ANSWERED + source + ' ' + attribute, 1L));
    }

    public static List<String> notices(
            List<Delivery<DeclarationSource>> deliveries, Map<String, Long> counts, Books books) {
        List<String> notices = new ArrayList<>();
        books.lines().stream()
                .filter(line -> DELIVERED.contains(line.account().unit()) && line.counted() > 0)
                .forEach(line -> addAll(line, notices));
        Map<String, DeclarationSource> sources = new LinkedHashMap<>();
        deliveries.stream()
                .filter(delivery -> delivery.records() > 0)
                .forEach(delivery -> sources.put(delivery.sourceName(), delivery.source()));
        sources.values().forEach(source -> addUnanswered(source, counts, notices));
        return notices;
    }

    private static void addAll(Books.Line line, List<String> notices) {
        String every = "Every one of " + Quantity.of(line.counted(), "record") + " of source '"
                + line.account().source() + "' ";
        if (line.bins().getOrDefault(RecordEnd.LEFT_OUT.word(), 0L) == line.counted()) {
            notices.add(every + "was left out by its 'where'; compare its words with what is delivered");
        }
        boolean made = line.account().unit() == Unit.DECLARATION_RECORDS;
        if (made && line.bins().getOrDefault(RecordEnd.EMPTY.word(), 0L) == line.counted()) {
            notices.add(
                    every + "answers nothing that is asked for; compare 'values' and 'items' with what is delivered");
        }
    }

    private static void addUnanswered(DeclarationSource source, Map<String, Long> counts, List<String> notices) {
        source.mapping().ifPresent(mapping -> mapping.attributes().stream()
                .filter(attribute -> !counts.containsKey(ANSWERED + source.name() + ' ' + attribute))
                .forEach(attribute -> notices.add("No record of source '" + source.name() + "' answers '" + attribute
                        + "', which 'values' or 'lists' asks for; compare the names there with what is delivered")));
    }
}
