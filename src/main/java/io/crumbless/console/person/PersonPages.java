package io.crumbless.console.person;

import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Page;
import java.util.ArrayList;
import java.util.List;

/** All pages about people. */
public final class PersonPages {
    private PersonPages() {}

    public static List<Page> of(ConsoleContext context) {
        People people = new People(context);
        SearchPage search = new SearchPage(!context.job().legacy().links().isEmpty());
        List<Page> pages = new ArrayList<>(List.of(
                search,
                new SearchForm(context, people, search),
                new ExplanationPage(people),
                new LegacyForm(people),
                new NightsPage(people),
                new StatementPage(people),
                new StatementReference(),
                new ProofsPage(context, people),
                new ProofsPage.Package(context, people)));
        for (StatementFile.Form form : StatementFile.Form.values()) {
            pages.add(new StatementFile(people, form));
        }
        return pages;
    }
}
