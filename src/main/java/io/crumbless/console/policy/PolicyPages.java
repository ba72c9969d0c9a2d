package io.crumbless.console.policy;

import io.crumbless.answers.report.ProcessingRecord;
import io.crumbless.answers.report.ProcessingRecordDocument;
import io.crumbless.console.overview.OverviewTasks;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Figure;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.kernel.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** All pages about the policy. */
public final class PolicyPages {
    private final ConsoleContext context;
    private final PolicyInForce policies;
    private final ChangePage change;

    private PolicyPages(ConsoleContext context) {
        this.context = context;
        this.policies = new PolicyInForce(context);
        this.change = new ChangePage(context, policies);
    }

    public static List<Page> of(ConsoleContext context) {
        PolicyPages pages = new PolicyPages(context);
        return List.of(
                PolicyPage.get("", pages::first),
                PolicyPage.get("/catalogue", pages::catalogue),
                PolicyPage.get("/purposes", pages::purposes),
                PolicyPage.get("/notices", pages::notices),
                PolicyPage.get("/jurisdictions", pages::jurisdictions),
                PolicyPage.get("/record", pages::record),
                PolicyPage.get("/change", pages.change::page),
                PolicyPage.post("/sign", pages.change::sign));
    }

    /** For the overview: whether the folder contains another policy without sign-off. */
    public static OverviewTasks tasks(ConsoleContext context) {
        return new PolicyPages(context).change::tasks;
    }

    private Reply first(Request request) {
        Policy policy = policies.now();
        List<Part> parts = new ArrayList<>();
        parts.add(Part.Blocks.sentences(request.say("policy.lead")));
        parts.add(change.verdict(request, policy));
        parts.add(new Part.Figures(List.of(
                figure(request, "attributes", policy.attributes().size()),
                figure(request, "purposes", policy.purposes().size()),
                figure(request, "notices", policy.notices().size()),
                figure(request, "jurisdictions", policy.jurisdictions().size()))));
        parts.add(new Card(
                request.say("policy.read"),
                new Part.Links(List.of(
                        link(request, "catalogue"),
                        link(request, "purposes"),
                        link(request, "notices"),
                        link(request, "jurisdictions"),
                        link(request, "record"),
                        link(request, "change")))));
        parts.add(new Card(request.say("policy.sign-offs"), change.signOffs(request)));
        return new Reply.Show(Screen.of(request.say("policy.title"), parts));
    }

    private static Figure figure(Request request, String key, int number) {
        return new Figure(request.sentences().number(number), request.say("policy.number." + key), Tone.PLAIN);
    }

    private static Link link(Request request, String key) {
        return new Link(request.say("policy." + key), "/policy/" + key, request.say("policy." + key + ".below"));
    }

    private PolicyContents contents(Request request) {
        return new PolicyContents(policies.now(), request, context.job().zone());
    }

    private Reply catalogue(Request request) {
        return PolicyPage.show(
                request, request.say("policy.catalogue"), contents(request).catalogue());
    }

    private Reply purposes(Request request) {
        return PolicyPage.show(
                request, request.say("policy.purposes"), contents(request).purposes());
    }

    private Reply notices(Request request) {
        return PolicyPage.show(
                request, request.say("policy.notices"), contents(request).notices());
    }

    private Reply jurisdictions(Request request) {
        return PolicyPage.show(
                request, request.say("policy.jurisdictions"), contents(request).jurisdictions());
    }

    private Reply record(Request request) {
        ProcessingRecord record = ProcessingRecord.of(policies.now(), context.job());
        return PolicyPage.show(
                request,
                request.say("policy.record"),
                PolicyPage.parts(ProcessingRecordDocument.of(record, request.sentences())));
    }
}
