package io.crumbless.console.server;

import io.crumbless.console.access.KeptForm;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Beside;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Foldable;
import io.crumbless.console.page.Part.Foreign;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Part.Problem;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Restores the input of a form that was sent but not carried out, on the page with the form. */
final class KeptForms {
    private final KeptForm kept;
    private final Request asked;
    private boolean found;

    KeptForms(KeptForm kept, Request asked) {
        this.kept = kept;
        this.asked = asked;
    }

    /** The page with the form as filled in; if the page no longer has the form, the page with the input as text. */
    Screen in(Screen screen) {
        List<Part> parts = filled(screen.parts());
        List<Part> all = new ArrayList<>();
        String why = kept.reason() == KeptForm.Reason.SESSION ? "kept.session" : "kept.busy";
        all.add(new Part.Message(Tone.WAITING, asked.say(found ? why : "kept.gone")));
        if (!found) {
            all.add(new Card(asked.say("kept.typed"), Part.Blocks.sentences(typed())));
        }
        all.addAll(parts);
        return new Screen(screen.title(), screen.heading(), screen.reference(), all, screen.language());
    }

    private String[] typed() {
        return new TreeMap<>(kept.fields())
                .entrySet().stream()
                        .filter(field -> !field.getKey().equals(ConsoleHandler.CSRF))
                        .flatMap(field -> field.getValue().stream())
                        .filter(text -> !text.isBlank())
                        .toArray(String[]::new);
    }

    private List<Part> filled(List<Part> parts) {
        return parts.stream().map(this::filled).toList();
    }

    private Part filled(Part part) {
        if (part instanceof Card card) {
            return filled(card);
        } else if (part instanceof Beside beside) {
            return new Beside(beside.cards().stream().map(this::filled).toList());
        } else if (part instanceof Foldable foldable) {
            return new Foldable(foldable.head(), filled(foldable.parts()));
        } else if (part instanceof Foreign foreign) {
            return new Foreign(foreign.language(), filled(foreign.parts()));
        } else if (part instanceof Form form && form.action().equals(kept.path())) {
            found = true;
            List<Field> fields = form.fields().stream().map(this::filled).toList();
            // A form that needs correction is not collapsed.
            return new Form(form.action(), fields, form.submit(), form.style()).with(new Problem("", ""));
        }
        return part;
    }

    private Card filled(Card card) {
        return new Card(card.head(), filled(card.parts()), card.anchor());
    }

    private Field filled(Field field) {
        String value = kept.value(field.name()).orElse("");
        if (field instanceof Field.Line line) {
            return new Field.Line(line.name(), line.label(), line.hint(), value, line.required(), line.longest());
        } else if (field instanceof Field.Area area) {
            return new Field.Area(area.name(), area.label(), area.hint(), value, area.required(), area.longest());
        } else if (field instanceof Field.Day day) {
            return new Field.Day(day.name(), day.label(), day.hint(), value, day.required());
        } else if (field instanceof Field.Choice choice) {
            return new Field.Choice(choice.name(), choice.label(), choice.hint(), choice.options(), value);
        } else if (field instanceof Field.Pick pick) {
            return new Field.Pick(
                    pick.name(),
                    pick.label(),
                    pick.hint(),
                    pick.many(),
                    pick.options(),
                    kept.values(pick.name()),
                    pick.group());
        } else if (field instanceof Field.Box box) {
            return new Field.Box(
                    box.name(), box.label(), box.hint(), kept.value(box.name()).isPresent(), box.required());
        }
        return field;
    }
}
