"""What the releases of FHIR name: their versions (the value set FHIR-version) and the types of resources."""

from __future__ import annotations

_R4 = ("4.0", "4.0.0", "4.0.1", "4.3", "4.3.0")
_R4B_PREVIEWS = ("4.1", "4.1.0", "4.3.0-cibuild", "4.3.0-snapshot1")
_R5_PREVIEWS = (
    *("4.2", "4.2.0", "4.4", "4.4.0", "4.5", "4.5.0", "4.6", "4.6.0", "5.0.0-cibuild", "5.0.0-snapshot1"),
    *("5.0.0-snapshot2", "5.0.0-snapshot3", "5.0.0-ballot", "5.0.0-draft-final"),
)
LATER = (*_R5_PREVIEWS, "5.0", "5.0.0")
"""The versions of R5."""
PREVIEWS = (*_R4B_PREVIEWS, *_R5_PREVIEWS)
"""Versions with resources that no release has."""
VERSIONS = frozenset((*_R4, *_R4B_PREVIEWS, *LATER))
"""The versions of R4, R4B and R5."""
_OF_R4 = """
    Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary
    BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem
    ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest
    CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest
    CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement
    DiagnosticReport DocumentManifest DocumentReference DomainResource EffectEvidenceSynthesis Encounter Endpoint
    EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario
    ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService
    ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan
    Invoice Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration
    MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct
    MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
    MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
    MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence
    NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition OperationOutcome Organization
    OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner
    PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RequestGroup
    ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject Resource RiskAssessment
    RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition
    StructureMap Subscription Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein
    SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task
    TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription
"""
_BEYOND_R4 = """
    ActorDefinition AdministrableProductDefinition ArtifactAssessment BiologicallyDerivedProductDispense Citation
    ClinicalUseDefinition ConditionDefinition DeviceAssociation DeviceDispense DeviceUsage EncounterHistory
    EvidenceReport FormularyItem GenomicStudy ImagingSelection Ingredient InventoryItem InventoryReport
    ManufacturedItemDefinition MedicinalProductDefinition NutritionIntake NutritionProduct PackagedProductDefinition
    Permission RegulatedAuthorization RequestOrchestration Requirements SubscriptionStatus SubscriptionTopic
    SubstanceDefinition TestPlan Transport
"""
RESOURCES = frozenset((_OF_R4 + _BEYOND_R4).split())
"""The types of resources of R4, R4B and R5, with the two abstract ones of R4."""
