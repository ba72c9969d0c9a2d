package io.crumbless.tools.init;

import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.SampleRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the questions that people were asked, from columns of answers or from the attributes that statements name,
 * together with the answers.
 */
final class Questions {
    /** If there are more, they are not questions. */
    private static final int MOST = 900;

    private final int atLeast;
    private final Census named;
    private final Map<String, AnswerTally> answers = new LinkedHashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    /** Questions named by records, as opposed to the header. */
    private final Set<String> stated = new HashSet<>();
    /** Questions that have a column for each choice, by source. */
    private final Map<String, Map<String, Map<String, String>>> boxes = new LinkedHashMap<>();

    Questions(int atLeast) {
        this.atLeast = atLeast;
        this.named = new Census(atLeast);
    }

    /** Adds the questions whose choices are columns, which are known before any answer is read. */
    void ask(SourceDraft source) {
        boxes.put(source.name(), source.boxes());
    }

    void add(SourceDraft source, SampleRow row) {
        String key = FirstHour.key(source, row);
        if (source.shape().equals(SourceDraft.WIDE)) {
            source.answers()
                    .forEach(column -> add(
                            source, column, row.said(column), key, row.lists().contains(column)));
            return;
        }
        if (source.items().isPresent()) {
            row.items().getOrDefault(source.items().get(), List.of()).forEach(item -> statement(source, item, key));
            return;
        }
        statement(source, row, key);
    }

    private void statement(SourceDraft source, SampleRow row, String key) {
        String value = source.column(ColumnRole.VALUE).orElse("");
        for (String attribute : row.said(source.column(ColumnRole.ATTRIBUTE).orElse(""))) {
            named.add(attribute, key);
            stated.add(attribute);
            add(source, attribute, row.said(value), key, row.lists().contains(value));
        }
    }

    private void add(SourceDraft source, String question, List<String> texts, String key, boolean inList) {
        AnswerTally tally = answers.get(question);
        if (tally == null && answers.size() < MOST) {
            tally = new AnswerTally(atLeast);
            answers.put(question, tally);
            sources.put(question, source.isMapped() ? source.name() : "");
        }
        if (tally != null) {
            tally.add(texts, key, inList);
        }
    }

    /**
     * One attribute for each question that was answered; if statements name the questions, only for those that enough
     * people answered.
     */
    List<AttributeDraft> drafts() {
        Set<String> common = named.counts().keySet();
        List<AttributeDraft> drafts = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        answers.forEach((question, tally) -> {
            String source = sources.getOrDefault(question, "");
            if (!tally.isEmpty() && (!stated.contains(question) || common.contains(question))) {
                String name = Slug.attribute(question, taken);
                taken.add(name);
                drafts.add(tally.draft(name, question, source));
            }
        });
        boxes.forEach((source, questions) -> questions.forEach((question, choices) -> {
            String name = Slug.attribute(question, taken);
            taken.add(name);
            drafts.add(AttributeDraft.ofBoxes(name, question, source, choices));
        }));
        return drafts;
    }
}
