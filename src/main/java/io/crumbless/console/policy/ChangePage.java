package io.crumbless.console.policy;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.report.PolicyDiffDocument;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Message;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.settings.policy.PolicyComparison;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.ledger.PolicySignOffs;
import io.crumbless.warehouse.ledger.PolicySignOffs.SignOff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the policy in the job's folder differs from that of the last night, with the texts line by line, and its sign-off
 * by an approver, for exactly the two policies that were shown.
 */
final class ChangePage {
    private static final int CONFLICT = 409;
    private static final int HASH_SHOWN = 12;
    private static final int LONGEST_NOTE = 500;
    private static final int SHOWN = 50;

    private final ConsoleContext context;
    private final PolicyInForce policies;

    ChangePage(ConsoleContext context, PolicyInForce policies) {
        this.context = context;
        this.policies = policies;
    }

    Reply page(Request request) {
        Policy before = policies.now();
        Policy after;
        try {
            after = policies.next();
        } catch (ProblemsException unsound) {
            return PolicyPage.show(
                    request,
                    request.say("policy.change"),
                    List.of(
                            new Message(Tone.BAD, request.say("policy.change.unsound")),
                            Part.Blocks.sentences(String.valueOf(unsound.getMessage()))));
        }
        PolicyComparison comparison = PolicyComparison.of(before, after);
        List<Part> parts = new ArrayList<>();
        parts.add(verdict(request, after));
        parts.addAll(PolicyPage.parts(
                new PolicyDiffDocument(before, after, comparison, Optional.empty(), request.sentences())
                        .whole(request.say("policy.change.old"), request.say("policy.change.new"))));
        if (request.user().is(ConsoleRole.APPROVER)) {
            parts.add(new Card(request.say("policy.sign"), form(request, before, after)));
        }
        return PolicyPage.show(request, request.say("policy.change"), parts);
    }

    /** Tasks about the policy in the folder. */
    List<Task> tasks(Request request) {
        try {
            String next = policies.next().version();
            boolean waits = policies.published()
                            .filter(now -> !now.version().equals(next))
                            .isPresent()
                    && request.user().is(ConsoleRole.APPROVER)
                    && context.askingIfFree(control -> control.policySignOffs().of(next))
                            .filter(Optional::isEmpty)
                            .isPresent();
            return waits
                    ? List.of(task(Tone.WAITING, request.say("policy.waiting"), request.say("policy.waiting.below")))
                    : List.of();
        } catch (ProblemsException unsound) {
            return List.of(
                    task(Tone.BAD, request.say("policy.change.unsound"), request.say("policy.change.unsound.below")));
        }
    }

    private static Task task(Tone tone, String text, String below) {
        return new Task(tone, text, Area.POLICY.path() + "/change", below);
    }

    /** Whether a policy is signed off. */
    Part verdict(Request request, Policy policy) {
        return context.askingIfFree(control -> control.policySignOffs().of(policy.version()))
                .map(signOff -> verdict(request, policy, signOff))
                .orElseGet(() -> new Message(Tone.WAITING, request.say("busy.part")));
    }

    private Part verdict(Request request, Policy policy, Optional<SignOff> signOff) {
        String shown = policy.version().substring(0, HASH_SHOWN);
        return signOff.map(one -> new Message(
                        Tone.GOOD,
                        request.say(
                                "policy.signed-off",
                                shown,
                                one.by(),
                                request.sentences()
                                        .moment(one.at(), context.job().zone()))))
                .orElseGet(() -> new Message(Tone.WAITING, request.say("policy.not-signed-off", shown)));
    }

    private static Part form(Request request, Policy before, Policy after) {
        return new Form(
                "/policy/sign",
                List.of(
                        new Field.Hidden("old", before.version()),
                        new Field.Hidden("new", after.version()),
                        new Field.Area(
                                "note",
                                request.say("policy.sign.note"),
                                request.say("policy.sign.note.hint"),
                                "",
                                false,
                                LONGEST_NOTE)),
                request.say("policy.sign.submit"));
    }

    Reply sign(Request request) {
        Policy before = policies.now();
        Policy after = policies.next();
        boolean asShown = request.raw("old").equals(before.version())
                && request.raw("new").equals(after.version());
        if (!asShown) {
            return new Reply.Refuse(
                    CONFLICT,
                    Screen.of(
                            request.say("policy.sign.changed"),
                            List.of(
                                    Part.Blocks.sentences(request.say("policy.sign.changed.why")),
                                    PolicyPage.back(request))));
        }
        SignOff signOff = new SignOff(
                before.version(),
                after.version(),
                request.user().name(),
                context.clock().instant(),
                request.user().name(),
                request.field("note").orElse(null));
        context.record(
                request.user(), "console policy sign-off", Optional.empty(), Optional.of("policy " + after.version()));
        context.asking(control -> {
            control.policySignOffs().add(signOff);
            return signOff;
        });
        return new Reply.See("/policy");
    }

    /** The latest sign-offs. */
    Part signOffs(Request request) {
        return context.askingIfFree(control -> {
                    PolicySignOffs all = control.policySignOffs();
                    return new PolicySignOffsRead(all.all(), all.isSound());
                })
                .map(read -> signOffs(request, read))
                .orElseGet(() -> Part.Blocks.sentences(request.say("busy.part")));
    }

    private Part signOffs(Request request, PolicySignOffsRead read) {
        if (!read.sound()) {
            return new Message(Tone.BAD, request.say("policy.sign-offs.changed"));
        }
        if (read.all().isEmpty()) {
            return Part.Blocks.sentences(request.say("policy.sign-offs.none"));
        }
        return new Grid(
                List.of(
                        column(request, "at", Kind.DAY),
                        column(request, "by", Kind.TEXT),
                        column(request, "policy", Kind.HASH),
                        column(request, "against", Kind.HASH),
                        column(request, "note", Kind.TEXT)),
                read.all().stream().limit(SHOWN).map(one -> row(request, one)).toList());
    }

    /** What the control database holds. */
    private record PolicySignOffsRead(List<SignOff> all, boolean sound) {}

    private static Column column(Request request, String key, Kind kind) {
        return new Column(request.say("policy.column." + key), kind);
    }

    private Row row(Request request, SignOff one) {
        return new Row(
                Cell.of(request.sentences().moment(one.at(), context.job().zone())),
                Cell.of(one.by()),
                Cell.of(one.newVersion().substring(0, HASH_SHOWN)),
                Cell.of(one.oldVersion().substring(0, HASH_SHOWN)),
                Cell.of(one.note() == null ? "" : one.note()));
    }
}
