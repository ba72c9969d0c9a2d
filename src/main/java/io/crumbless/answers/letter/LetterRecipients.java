package io.crumbless.answers.letter;

import io.crumbless.answers.letter.LetterContext.Recipients;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.night.job.Controller;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestStep;
import java.util.ArrayList;
import java.util.List;

/** The recipients of the person's values, named if the person asked for them (GDPR Art. 19). */
final class LetterRecipients {
    private final PrivacyRequest about;
    private final LetterContext context;
    private final LetterLaw law;
    private final Sentences sentences;
    private final Citations citations;

    LetterRecipients(PrivacyRequest about, LetterContext context, LetterLaw law, Sentences sentences) {
        this.about = about;
        this.context = context;
        this.law = law;
        this.sentences = sentences;
        this.citations = new Citations(sentences);
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(sentences.of("letter.recipients", citations.bracketed(law.recipients()))));
        if (context.recipients() == Recipients.ON_REQUEST) {
            blocks.add(new Paragraph(sentences.of("letter.recipients.on-request")));
            return blocks;
        }
        List<Item> named = named();
        blocks.add(named.isEmpty() ? new Paragraph(sentences.of("letter.recipients.none")) : new Items(named));
        return blocks;
    }

    private List<Item> named() {
        RecipientWords words = new RecipientWords(sentences, context.purposes());
        List<Item> named = new ArrayList<>();
        words.all(about.history().stream()
                        .filter(event -> event.step() == RequestStep.RECIPIENTS_LISTED)
                        .map(RequestEvent::text)
                        .toList())
                .forEach(text -> named.add(new Item(text, List.of())));
        context.controller()
                .flatMap(Controller::recipients)
                .filter(others -> !others.isEmpty())
                .ifPresent(others -> named.add(
                        new Item(sentences.of("letter.recipients.others", String.join("; ", others)), List.of())));
        return named;
    }
}
