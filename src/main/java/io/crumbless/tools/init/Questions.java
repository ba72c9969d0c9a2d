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

/** What people were asked: columns of answers, or the attributes that statements name, with what was answered. */
final class Questions {
    /** More are no questions. */
    private static final int MOST = 900;

    private final int atLeast;
    private final Census named;
    private final Map<String, AnswerTally> answers = new LinkedHashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    /** Questions that records name, and no header. */
    private final Set<String> stated = new HashSet<>();
    /** Questions with a column for each choice, by source. */
    private final Map<String, Map<String, Map<String, String>>> boxes = new LinkedHashMap<>();

    Questions(int atLeast) {
        this.atLeast = atLeast;
        this.named = new Census(atLeast);
    }

    /** Takes the questions whose choices are columns; what they are is known without any answer. */
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

    /** An attribute for each question that was answered; of names that statements give, of those that enough people have. */
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
