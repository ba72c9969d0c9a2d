package io.crumbless.answers.explain;

import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.explain.Explanation.Usage;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.kernel.merge.Position;
import io.crumbless.warehouse.dataset.RefusalRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects uses and refusals, night by night from the earliest on. */
final class UsageBook {
    private final List<LocalDate> nights = new ArrayList<>();
    private final Map<Use, List<LocalDate>> uses = new LinkedHashMap<>();
    private final Map<RefusedRecord, List<LocalDate>> refused = new LinkedHashMap<>();

    /** Starts the next night. */
    void night(LocalDate businessDate) {
        if (!nights.contains(businessDate)) {
            nights.add(businessDate);
        }
    }

    void use(RecipientKind to, String purpose, String attribute, String source, @Nullable String declarationId) {
        add(uses, new Use(to, purpose, attribute, source, declarationId, List.of()));
    }

    void refused(RefusalRows.Row row) {
        Position at = row.position();
        add(refused, new RefusedRecord(at.source(), at.file(), at.at(), row.reason(), row.declarationId(), List.of()));
    }

    private <K> void add(Map<K, List<LocalDate>> book, K key) {
        List<LocalDate> known = book.computeIfAbsent(key, first -> new ArrayList<>());
        LocalDate night = nights.get(nights.size() - 1);
        if (!known.contains(night)) {
            known.add(night);
        }
    }

    Usage usage() {
        List<Use> all = new ArrayList<>();
        uses.forEach((use, on) ->
                all.add(new Use(use.to(), use.purpose(), use.attribute(), use.source(), use.declarationId(), on)));
        return new Usage(nights, all);
    }

    List<RefusedRecord> refused() {
        List<RefusedRecord> all = new ArrayList<>();
        refused.forEach((record, on) -> all.add(new RefusedRecord(
                record.source(), record.file(), record.position(), record.reason(), record.declarationId(), on)));
        return all;
    }
}
