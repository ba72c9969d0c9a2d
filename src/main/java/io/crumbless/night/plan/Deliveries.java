package io.crumbless.night.plan;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Intake;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Facts of a night: what suppliers delivered, together with the existing evidence log.
 *
 * @param log snapshot whose evidence log is continued; empty before the first night
 * @param ids which differences in the spelling of subject ids of the log are ignored, by source of the statement
 * @param share the subjects that are processed; all of them on a night
 */
public record Deliveries(Intake intake, Optional<PublishedSnapshot> log, Function<String, IdFold> ids, KeyShare share)
        implements FactSource {
    @Override
    public List<Delivery<?>> delivered() {
        return intake.all();
    }

    @Override
    public List<Delivery<DeclarationSource>> declarations() {
        return intake.declarations();
    }

    @Override
    public List<Delivery<ErasureSource>> erasures() {
        return intake.erasures();
    }

    @Override
    public List<Manifest.Input> inputs() {
        return intake.inputs();
    }

    @Override
    public List<Manifest.Taken> takenAfter() {
        return intake.takenAfter();
    }
}
