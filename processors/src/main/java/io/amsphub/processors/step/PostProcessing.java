package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;

/**
 * Takes a part along its process plan (a routing slip): steps that nobody attends are done as they
 * come, the first one that a person does goes to the work list and the part waits.
 */
public final class PostProcessing {

    /** Where the part is after this step. */
    public enum Outcome {
        /** The plan is done: on to inspection. */
        DONE,
        /** A person has to do something first, or the part is elsewhere. */
        WAITS
    }

    private final Parts parts;
    private final Orders orders;
    private final Production production;
    private final Catalogue catalogue;

    /** Brings together what the plan needs. */
    public PostProcessing(Parts parts, Orders orders, Production production, Catalogue catalogue) {
        this.parts = parts;
        this.orders = orders;
        this.production = production;
        this.catalogue = catalogue;
    }

    /** Goes as far as the plan allows. */
    public Outcome advance(StageSubject event) {
        Part part = parts.get(event.subject());
        if (part.state() != PartState.IN_POST_PROCESSING) {
            return Outcome.WAITS;
        }
        Order order = orders.find(part.orderId()).orElse(null);
        while (!part.plan().isEmpty()) {
            String step = part.plan().get(0);
            if (order == null
                    || attended(catalogue.material(order.lineOf(part.serial()).materialId()), step)) {
                production.ask(
                        WorkItem.Kind.POST_PROCESS,
                        part.serial(),
                        part.organisation(),
                        "Do the step '" + step + "' on part " + part.serial() + " and confirm it.");
                return Outcome.WAITS;
            }
            part = parts.update(part.withStepDone(Principal.HUB.name()));
        }
        production.move(part, PartState.IN_INSPECTION, Principal.HUB, "the process plan is done");
        return Outcome.DONE;
    }

    private static boolean attended(Material material, String step) {
        return material.postProcessing().stream()
                .filter(s -> s.name().equals(step))
                .findFirst()
                .map(Material.PostProcessingStep::attended)
                .orElse(true);
    }
}
