-- To which organisations a design is offered: those may order parts of it, though it is another's. * is every one.
CREATE TABLE design_offer (
  design_id VARCHAR(120) NOT NULL REFERENCES design_licence (id),
  organisation VARCHAR(120) NOT NULL,
  PRIMARY KEY (design_id, organisation)
);
CREATE INDEX design_offer_organisation ON design_offer (organisation, design_id);
