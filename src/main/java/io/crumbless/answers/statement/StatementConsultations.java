package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Consultation;
import io.crumbless.answers.explain.Consultation.Purpose;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** On which days staff accessed the data of a person, and why (GDPR Art. 15(1)); without their names. */
final class StatementConsultations {
    private final Explanation explanation;
    private final AnswerContext context;
    private final Sentences sentences;
    private final Wording wording;

    StatementConsultations(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<Item> items() {
        if (context.consultations().isEmpty()) {
            return explanation.isEmpty() && !context.foundSomething() ? List.of() : only("you.consulted.unstated");
        }
        Map<LocalDate, Map<Purpose, Long>> days = byDay(context.consultations().get());
        if (days.isEmpty()) {
            return only("you.consulted.none");
        }
        List<Item> items = new ArrayList<>();
        days.forEach((day, purposes) ->
                items.add(new Item(sentences.of("you.consulted.day", sentences.day(day)), purposes(purposes))));
        items.addAll(only("you.consulted.silence"));
        return items;
    }

    private List<Item> only(String key) {
        return List.of(new Item(sentences.of(key), List.of()));
    }

    private Map<LocalDate, Map<Purpose, Long>> byDay(List<Consultation> consultations) {
        Map<LocalDate, Map<Purpose, Long>> days = new TreeMap<>();
        consultations.forEach(
                one -> days.computeIfAbsent(LocalDate.ofInstant(one.at(), wording.zone()), day -> new TreeMap<>())
                        .merge(one.purpose(), 1L, Long::sum));
        return days;
    }

    private List<String> purposes(Map<Purpose, Long> purposes) {
        List<String> sentencesOfDay = new ArrayList<>();
        purposes.forEach(
                (purpose, times) -> sentencesOfDay.add(sentences.counted("you.consulted." + purpose.word(), times)));
        return sentencesOfDay;
    }
}
