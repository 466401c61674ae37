package io.amsphub.processors.memory;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Printabilities;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.WorkItems;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The small repositories in memory. */
final class MemoryStores {

    private MemoryStores() {}

    static final class OfDesigns extends MemoryRepository<Design> implements Designs {
        OfDesigns() {
            super(Design.class, Design::id);
        }
    }

    static final class OfRevisions extends MemoryRepository<DesignRevision> implements Revisions {
        OfRevisions() {
            super(DesignRevision.class, DesignRevision::id);
        }

        @Override
        public Optional<DesignRevision> findByUpload(String uploadId) {
            return stream(r -> r.upload() != null && r.upload().id().equals(uploadId))
                    .findFirst();
        }
    }

    static final class OfPrintabilities extends MemoryRepository<Printability> implements Printabilities {
        OfPrintabilities() {
            super(Printability.class, Printability::id);
        }
    }

    static final class OfQuotes extends MemoryRepository<Quote> implements Quotes {
        OfQuotes() {
            super(Quote.class, Quote::id);
        }

        @Override
        public List<Quote> expired(Instant now, int limit) {
            return stream(q -> q.state() == QuoteState.PRICED
                            && q.expiresAt() != null
                            && !q.expiresAt().isAfter(now))
                    .limit(limit)
                    .toList();
        }
    }

    static final class OfOrders extends MemoryRepository<Order> implements Orders {
        OfOrders() {
            super(Order.class, Order::id);
        }
    }

    static final class OfParts extends MemoryRepository<Part> implements Parts {
        OfParts() {
            super(Part.class, Part::serial);
        }

        @Override
        public List<Part> ofOrder(String orderId) {
            return stream(p -> p.orderId().equals(orderId)).toList();
        }
    }

    static final class OfWorkItems extends MemoryRepository<WorkItem> implements WorkItems {
        OfWorkItems() {
            super(WorkItem.class, WorkItem::id);
        }

        @Override
        public Optional<WorkItem> open(WorkItem.Kind kind, String subject) {
            return stream(w -> w.open() && w.kind() == kind && w.subject().equals(subject))
                    .findFirst();
        }
    }
}
