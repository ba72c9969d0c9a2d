package io.crumbless.run;

import io.crumbless.declaration.delivery.DeclarationSource;
import io.crumbless.declaration.delivery.ErasureSource;
import io.crumbless.legacy.LinkSource;
import io.crumbless.legacy.MembershipSource;
import io.crumbless.legacy.OptOutSource;
import java.util.List;

/** Everything a job reads, by what it is. */
public record Sources(
        List<MembershipSource> memberships,
        List<LinkSource> links,
        List<OptOutSource> optOuts,
        List<DeclarationSource> declarations,
        List<ErasureSource> erasures) {
    public Sources {
        memberships = List.copyOf(memberships);
        links = List.copyOf(links);
        optOuts = List.copyOf(optOuts);
        declarations = List.copyOf(declarations);
        erasures = List.copyOf(erasures);
    }
}
