package io.crumbless.console.overview;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The report of one kept night, from its snapshot; counts only. */
public final class NightPage implements Page {
    private static final int NOT_FOUND = 404;

    private final ConsoleContext context;

    public NightPage(ConsoleContext context) {
        this.context = context;
    }

    /** The path of a run's report. */
    public static String path(String runId) {
        return "/overview/nights/" + runId;
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public String path() {
        return path("{run}");
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
        Optional<Document> document = warehouse.chain().stream()
                .filter(request.at("run")::equals)
                .findFirst()
                .flatMap(runId -> PublishedNight.read(warehouse, runId).document(request.sentences()));
        return document.<Reply>map(found -> new Reply.Show(screen(found)))
                .orElseGet(() -> new Reply.Refuse(
                        NOT_FOUND,
                        Screen.of(
                                request.say("night.gone"),
                                List.of(Part.Blocks.sentences(request.say("night.gone.why"))))));
    }

    private static Screen screen(Document document) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Blocks(document.lead()));
        for (Section section : document.sections()) {
            parts.add(new Part.Card(section.head(), List.of(new Part.Blocks(section.blocks()))));
        }
        return new Screen(document.title(), document.title(), document.reference(), parts);
    }
}
