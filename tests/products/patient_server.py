"""Serve one patient with fhirstarter: `python patient_server.py PORT`. It reads the annotations of the functions."""

import sys

import uvicorn
from fhir.resources.bundle import Bundle
from fhir.resources.patient import Patient
from fhirstarter import FHIRProvider, FHIRStarter, InteractionContext
from fhirstarter.exceptions import FHIRResourceNotFoundError

PATIENT = Patient(id="ada", active=True)
provider = FHIRProvider()


@provider.read(Patient)  # type: ignore[untyped-decorator]
async def read(context: InteractionContext, id_: str) -> Patient:
    """The patient, by its id."""
    if str(id_) != "ada":
        raise FHIRResourceNotFoundError
    return PATIENT


@provider.search_type(Patient)  # type: ignore[untyped-decorator]
async def search(context: InteractionContext) -> Bundle:
    """All patients."""
    return Bundle(type="searchset", total=1, entry=[{"resource": PATIENT.dict()}])


server = FHIRStarter(title="Clinic")
server.add_providers(provider)
uvicorn.run(server, host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
