package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.night.delivery.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How values were used: in extracts, for contact moments, and by what the activation logs record. */
final class StatementUses {
    private final Explanation explanation;
    private final AnswerContext context;
    private final Sentences sentences;
    private final Wording wording;

    StatementUses(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<String> of(HeldValue held) {
        Lineage lineage = held.lineage();
        List<String> used = new ArrayList<>(extracts(held.attribute(), lineage.source(), lineage.declarationId())
                .toList());
        explanation.moments().stream()
                .filter(moment -> moment.attribute().equals(held.attribute()))
                .map(this::planned)
                .forEach(used::add);
        context.activations().stream()
                .filter(activation -> isBecauseOf(held, activation))
                .map(this::activated)
                .forEach(used::add);
        return used.isEmpty() ? List.of(sentences.of("you.used.nothing")) : used;
    }

    /** Only extracts; contact moments are matched by their dates. */
    Stream<String> extracts(String attribute, String source, @Nullable String id) {
        return explanation.usage().of(attribute, source, id).stream()
                .filter(use -> use.to() == RecipientKind.EXTRACT)
                .map(use ->
                        sentences.of("you.used", wording.plainPurpose(use.purpose()), wording.nights(use.nights())));
    }

    private String planned(ContactMoment moment) {
        return sentences.of(
                "you.planned",
                sentences.day(moment.opens()),
                sentences.day(moment.closes()),
                wording.through(moment.channel()),
                wording.plainPurpose(moment.purpose()));
    }

    private String activated(Activation activation) {
        StringBuilder done =
                new StringBuilder(sentences.of("you.done", wording.at(activation.atMicros()), activation.action()));
        String channel = activation.channel();
        if (channel != null) {
            done.append(' ').append(sentences.of("activation.through", wording.through(channel)));
        }
        String purpose = activation.purpose();
        if (purpose != null) {
            done.append(' ').append(sentences.of("activation.for", wording.plainPurpose(purpose)));
        }
        return done.toString();
    }

    /**
     * By the statement that the activation names; if it names none, by attribute and time: a value is not used before it is
     * declared.
     */
    private static boolean isBecauseOf(HeldValue held, Activation activation) {
        Lineage lineage = held.lineage();
        String id = activation.declarationId();
        if (!held.attribute().equals(activation.attribute())) {
            return false;
        }
        return id == null
                ? activation.atMicros() >= lineage.declaredAtMicros()
                : id.equals(lineage.declarationId())
                        || lineage.accumulatedFrom().stream()
                                .anyMatch(part -> part.declarationId().equals(id));
    }

    /** What the activation logs record because of a statement. */
    Stream<String> activationsOf(Statement statement) {
        return context.activations().stream()
                .filter(activation -> isBecauseOf(statement, activation))
                .map(this::activated);
    }

    private static boolean isBecauseOf(Statement statement, Activation activation) {
        return statement.attribute().equals(activation.attribute())
                && statement.declarationId().equals(activation.declarationId());
    }

    private boolean isReportedElsewhere(Activation activation) {
        return explanation.held().stream().anyMatch(held -> isBecauseOf(held, activation))
                || explanation.ended().anyMatch(entry -> isBecauseOf(entry.statement(), activation));
    }

    /** Uses of values that the statement does not list otherwise. */
    List<Item> ofNothingReported() {
        List<Item> items = new ArrayList<>();
        for (Activation activation : context.activations()) {
            String attribute = activation.attribute();
            if (!isReportedElsewhere(activation)) {
                items.add(new Item(
                        activated(activation),
                        attribute == null
                                ? List.of()
                                : List.of(sentences.of("activation.because", wording.plainTitle(attribute)))));
            }
        }
        explanation
                .usesOfNothingListed()
                .filter(use -> use.to() == RecipientKind.EXTRACT)
                .forEach(use -> items.add(new Item(
                        wording.plainTitle(use.attribute()) + ".",
                        List.of(sentences.of(
                                "you.used", wording.plainPurpose(use.purpose()), wording.nights(use.nights()))))));
        return items;
    }
}
