package io.amsphub.processors.memory;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.MachineClass;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.device.Presence;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.BuildFigures;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.BuildSetup;
import io.amsphub.processors.quote.Measurement;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteWishes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A catalogue, and aggregates to begin a test with. */
public final class Samples {

    public static final String CENTRE = "north";
    public static final String ORDER = "ord_1";
    public static final Instant THEN = Instant.parse("2026-11-03T09:00:00Z");
    public static final SizeMm SIZE = new SizeMm(40, 30, 20);
    public static final BlobRef SOLID = new BlobRef("a".repeat(64), 684, "model/stl");
    public static final Principal ANNA = new Principal("anna", "acme", Set.of(Role.USER));

    public static final Material PLA =
            new Material("pla", "PLA", ProcessCategory.MEX, "PLA", 1.24, new BigDecimal("24.00"), 0.05, 0.3, List.of());

    public static final Material PETG = new Material(
            "petg",
            "PETG",
            ProcessCategory.MEX,
            "PETG",
            1.27,
            new BigDecimal("27.00"),
            0.05,
            0.3,
            List.of(
                    new Material.PostProcessingStep("cooling", false, 0),
                    new Material.PostProcessingStep("support removal", true, 3)));

    public static final AmCentre.Capability CAPABILITY = new AmCentre.Capability(
            ProcessCategory.MEX,
            List.of("pla", "petg"),
            new SizeMm(250, 210, 220),
            "desktop",
            null,
            0.2,
            1,
            0.2,
            8,
            2.5,
            180,
            new BigDecimal("3.20"),
            new BigDecimal("38.00"),
            6,
            0.25,
            new BigDecimal("5.00"),
            List.of(new AmCentre.QuantityBreak(10, 0.05), new AmCentre.QuantityBreak(50, 0.10)),
            20,
            2,
            3);

    public static final MachineClass DESKTOP = new MachineClass(
            "desktop", "Desktop", ProcessCategory.MEX, "made up", 180, 120, Map.of("skirts", "0"), null);

    public static final Catalogue CATALOGUE = new Catalogue(
            "v1",
            "EUR",
            14,
            List.of(PLA, PETG),
            List.of(DESKTOP),
            List.of(new AmCentre(CENTRE, "North", "north-gmbh", "DE", null, null, List.of(CAPABILITY))));

    /** Rules without shipping, packing, inspection and tax, so that a price is the making of a part. */
    public static final PriceRules RULES = new PriceRules(
            "r1",
            LocalDate.of(2026, 11, 1),
            "made up",
            "EUR",
            "DE",
            List.of(
                    new PriceRules.Rate("USD", LocalDate.of(2026, 11, 2), new BigDecimal("1.16")),
                    new PriceRules.Rate("USD", LocalDate.of(2026, 10, 2), new BigDecimal("1.10")),
                    new PriceRules.Rate("JPY", LocalDate.of(2026, 11, 2), new BigDecimal("176.4"))),
            List.of(new PriceRules.Tax("FR", "VAT", new BigDecimal("0.20"))),
            new PriceRules.Review(new BigDecimal("5000.00"), 1000),
            new PriceRules.Work(1.5, 0.4, 0, 1, BigDecimal.ZERO, BigDecimal.ZERO),
            Map.of(
                    "*", new PriceRules.Shipping(BigDecimal.ZERO, BigDecimal.ZERO, 0),
                    "FR", new PriceRules.Shipping(new BigDecimal("9.90"), new BigDecimal("1.30"), 1)),
            List.of(
                    new PriceRules.Tier("STANDARD", 0, 0, 0, false, 0),
                    new PriceRules.Tier("EXPRESS", 0.35, 0.1, 0, true, 5)),
            Map.of("good-customer", new PriceRules.Terms(0.05, true, true, 30, "USD")),
            new PriceRules.FootprintFactors(Map.of("*", 0.4), Map.of("*", 3.0), 0.0001, 500),
            new PriceRules.CalibrationRule(5, 3, 0.25, 4),
            new PriceRules.OfferRule(0.25, 14));

    public static final BuildFigures FIGURES =
            new BuildFigures(BuildFigures.LAYERS, 780, 780, 1, 2800, 0, 100, List.of());

    private Samples() {}

    /** Returns a machine that is free, with PLA. */
    public static Device machine(String name) {
        return machine(name, new SizeMm(250, 210, 220));
    }

    /** A machine of some size that is ready. */
    public static Device machine(String name, SizeMm buildVolume) {
        return new Device(
                Device.idOf(CENTRE, name),
                CENTRE,
                name,
                "amsp-native",
                ProcessCategory.MEX,
                buildVolume,
                List.of("PLA"),
                Registration.QUALIFIED,
                new LiveState(
                        Availability.ONLINE,
                        Presence.UNKNOWN.heard(),
                        DeviceState.IDLE,
                        true,
                        null,
                        null,
                        null,
                        Map.of(),
                        "boot-1",
                        10,
                        THEN,
                        null),
                0);
    }

    /** Returns a confirmed order. */
    public static Order order(int quantity) {
        return order(ORDER, "pla", quantity);
    }

    /** Returns a confirmed order of a material. */
    public static Order order(String id, String material, int quantity) {
        return new Order(
                id,
                "acme",
                "quo_1",
                "dsg_1.1",
                material,
                CENTRE,
                quantity,
                new Money(new BigDecimal("12.50"), "EUR"),
                null,
                0,
                Requirements.NONE,
                OrderState.CONFIRMED,
                "anna",
                THEN,
                0,
                null,
                0);
    }

    /** Returns an order that was placed and not confirmed. */
    public static Order created(int quantity) {
        Order sample = order(quantity);
        OrderLine line = sample.line(1);
        return Order.placed(
                sample.id(),
                sample.organisation(),
                List.of(OrderLine.wanted(
                        1,
                        line.quoteId(),
                        line.revisionId(),
                        line.materialId(),
                        line.amCentre(),
                        quantity,
                        line.total())),
                null,
                0,
                sample.requirements(),
                sample.terms(),
                sample.createdBy(),
                sample.createdAt());
    }

    /** Returns the n-th part of the order, planned. */
    public static Part part(int n, Material material) {
        return new Part(
                Part.serialOf(ORDER, n),
                ORDER,
                "acme",
                PartState.PLANNED,
                1,
                Production.plan(material),
                List.of(),
                null,
                List.of(),
                THEN,
                0);
    }

    /** Returns the first job of the n-th part, waiting. */
    public static Job job(int n) {
        return job(n, "PLA", List.of());
    }

    /** Returns the first job of the n-th part, waiting. */
    public static Job job(int n, String feedstock, List<String> avoid) {
        return Job.waiting(
                        part(n, PLA),
                        CENTRE,
                        new Job.Work(ProcessCategory.MEX, feedstock, SIZE, SOLID, 3600, 100),
                        0,
                        THEN)
                .leavingOut(avoid);
    }

    /** Returns a revision that can be quoted. */
    public static DesignRevision ready(SizeMm size) {
        Detection detection =
                new Detection("STL", "MILLIMETRE", new Geometry(size, 6000, 2000, 12), true, List.of(), SOLID, SOLID);
        return new DesignRevision(
                "dsg_1.1",
                "dsg_1",
                1,
                "acme",
                RevisionState.READY,
                "anna",
                THEN,
                new Upload("upl_1", "bracket.stl", 684, null, null, true, Map.of()),
                null,
                SOLID,
                null,
                detection,
                null,
                null,
                0);
    }

    /** Returns the detection of a sound solid. */
    public static Detection detection(BlobRef solid) {
        return new Detection("STL", "MILLIMETRE", new Geometry(SIZE, 6000, 2000, 12), true, List.of(), solid, solid);
    }

    /** Returns a quote that waits for its price. */
    public static Quote quote(int quantity) {
        return Quote.asked("quo_1", "acme", "dsg_1.1", "pla", quantity, null, QuoteWishes.NONE, "anna", THEN);
    }

    /** Returns the measurement of the revision that can be quoted: 780 s and 2800 mm3 of 100 layers. */
    public static Measurement measurement(SizeMm size) {
        BuildSetup setup = new BuildSetup(DESKTOP, 0.2, 0.2, BuildOrientationChoice.AS_MODELLED);
        return new Measurement(
                setup.measurementId("dsg_1.1"),
                "dsg_1.1",
                "acme",
                "desktop",
                0.2,
                0.2,
                BuildOrientationChoice.AS_MODELLED,
                SOLID,
                size,
                FIGURES,
                THEN,
                0);
    }
}
