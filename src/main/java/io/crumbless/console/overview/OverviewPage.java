package io.crumbless.console.overview;

import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.report.BalancePicture;
import io.crumbless.answers.report.RetirementPicture;
import io.crumbless.answers.retire.Standing;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Figure;
import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The overview: the last nights, tasks, and how far the legacy is retired. Contains no person. */
public final class OverviewPage implements Page {
    private final ConsoleContext context;
    private final List<OverviewCard> others;
    private final List<OverviewTasks> waiting;

    /**
     * @param others cards of other areas, in order
     * @param waiting tasks of other areas
     */
    public OverviewPage(ConsoleContext context, List<OverviewCard> others, List<OverviewTasks> waiting) {
        this.context = context;
        this.others = List.copyOf(others);
        this.waiting = List.copyOf(waiting);
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public String path() {
        return Area.OVERVIEW.path();
    }

    @Override
    public Area area() {
        return Area.OVERVIEW;
    }

    @Override
    public Set<ConsoleRole> roles() {
        return EnumSet.allOf(ConsoleRole.class);
    }

    @Override
    public Reply answer(Request request) {
        Warehouse warehouse = new Warehouse(context.job().warehouse());
        List<PublishedNight> nights = warehouse.chain().stream()
                .map(runId -> PublishedNight.read(warehouse, runId))
                .toList();
        Optional<PublishedNight> current = nights.stream().findFirst();
        Set<String> kept =
                nights.stream().map(night -> night.manifest().runId()).collect(Collectors.toSet());
        RecentNights recent = new RecentNights(context, request, kept);
        Optional<Manifest> manifest = current.map(PublishedNight::manifest);
        List<Task> tasks = new ArrayList<>(recent.tasks(manifest));
        waiting.forEach(area -> tasks.addAll(area.tasks(request)));
        current.flatMap(night -> new Expiring(request, today()).task(night.policy()))
                .ifPresent(tasks::add);
        List<Part> parts = new ArrayList<>();
        parts.add(new ToDo(request).card(manifest.map(Manifest::businessDate), recent.unknown(), tasks));
        current.ifPresent(night -> parts.add(figures(request, night.manifest())));
        recent.card().ifPresent(parts::add);
        others.forEach(other -> other.card(request).ifPresent(parts::add));
        current.ifPresent(night -> of(request, night, nights, parts));
        return new Reply.Show(Screen.of(request.say("overview.title"), parts));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(context.clock().instant(), context.job().zone());
    }

    private static Part figures(Request request, Manifest manifest) {
        return new Part.Figures(List.of(
                new Figure(
                        request.sentences().day(manifest.businessDate()),
                        request.say("overview.figure.night"),
                        Tone.PLAIN),
                figure(request, manifest, Layout.PROFILES, "profiles"),
                figure(request, manifest, Layout.DECLARATIONS, "statements"),
                figure(request, manifest, Layout.CONTACT_MOMENTS, "moments")));
    }

    private static Figure figure(Request request, Manifest manifest, String dataset, String key) {
        return new Figure(
                request.sentences().number(manifest.rows(dataset)), request.say("overview.figure." + key), Tone.PLAIN);
    }

    private void of(Request request, PublishedNight night, List<PublishedNight> nights, List<Part> parts) {
        Policy policy = night.policy();
        parts.add(new Part.Beside(
                List.of(new SinceLastNight(request).card(night), new Expiring(request, today()).card(policy))));
        parts.add(new Card(
                request.say("overview.balance"),
                new Part.Blocks(balance(request, night.manifest())),
                new Part.Links(List.of(new Part.Link(
                        request.say("overview.report"),
                        NightPage.path(night.manifest().runId()),
                        "")))));
        parts.add(new Card(
                request.say("overview.refusals"),
                new Part.Blocks(new Refusals(request)
                        .blocks(nights.stream().map(PublishedNight::manifest).toList()))));
        parts.add(new Card(
                request.say("overview.retirement"), new Part.Blocks(retirement(request, night.retirement(), policy))));
    }

    private static List<Block> balance(Request request, Manifest manifest) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(request.sentences().of("report.balance")));
        blocks.addAll(new BalancePicture(request.sentences())
                .bars(SummedBooks.of(manifest, request.say("overview.all-sources"))));
        return blocks;
    }

    private List<Block> retirement(Request request, Retirement retirement, Policy policy) {
        List<Block> blocks = new ArrayList<>();
        Optional<LocalDate> zero = Optional.empty();
        if (retirement.last().isPresent()) {
            Standing standing =
                    Standing.of(retirement, policy, context.job().legacy().memberships());
            zero = standing.zero();
            blocks.add(new Paragraph(
                    standing.last().provided() == 0
                            ? request.say("overview.zero.now")
                            : standing.zero()
                                    .map(day -> request.say(
                                            "overview.zero.day",
                                            request.sentences().day(day)))
                                    .orElseGet(() -> request.say("overview.zero.unknown"))));
        }
        blocks.addAll(new RetirementPicture(retirement, policy, request.sentences(), zero).blocks());
        return blocks;
    }
}
