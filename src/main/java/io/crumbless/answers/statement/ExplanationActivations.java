package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.night.delivery.Activation;
import java.util.ArrayList;
import java.util.List;

/** What activation logs record about a person. */
final class ExplanationActivations {
    private final AnswerContext context;
    private final Sentences sentences;
    private final Wording wording;

    ExplanationActivations(AnswerInputs inputs) {
        this.context = inputs.context();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Activation activation : context.activations()) {
            items.add(new Item(
                    sentences.of(
                            "activation.line",
                            activation.action(),
                            wording.at(activation.atMicros()),
                            activation.source()),
                    details(activation)));
        }
        if (context.unreadActivations() > 0) {
            items.add(new Item(sentences.counted("activation.unread", context.unreadActivations()), List.of()));
        }
        return items;
    }

    private List<String> details(Activation activation) {
        List<String> details = new ArrayList<>();
        String attribute = activation.attribute();
        if (attribute != null) {
            String id = activation.declarationId();
            details.add(
                    id == null
                            ? sentences.of("activation.because", wording.title(attribute))
                            : sentences.of("activation.because.statement", id, wording.title(attribute)));
        }
        String purpose = activation.purpose();
        if (purpose != null) {
            details.add(sentences.of("activation.for", wording.purpose(purpose)));
        }
        String channel = activation.channel();
        if (channel != null) {
            details.add(sentences.of("activation.through", wording.through(channel)));
        }
        return details.isEmpty() ? List.of() : List.of(String.join(" ", details));
    }
}
