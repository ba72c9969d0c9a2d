package io.crumbless.console.site;

import io.crumbless.console.overview.NightPage;
import io.crumbless.console.overview.OverviewPage;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Page;
import io.crumbless.console.person.PersonPages;
import io.crumbless.console.policy.PolicyPages;
import io.crumbless.console.proof.ProofPages;
import io.crumbless.console.requests.RequestPages;
import java.util.ArrayList;
import java.util.List;

/** All pages of the console. */
public final class Site {
    private Site() {}

    public static List<Page> pages(ConsoleContext context) {
        List<Page> pages = new ArrayList<>();
        pages.add(new OverviewPage(
                context,
                List.of(RequestPages.card(context)),
                List.of(RequestPages.tasks(context), PolicyPages.tasks(context))));
        pages.add(new NightPage(context));
        pages.addAll(PersonPages.of(context));
        pages.addAll(RequestPages.of(context));
        pages.addAll(PolicyPages.of(context));
        pages.addAll(ProofPages.of(context));
        return List.copyOf(pages);
    }
}
