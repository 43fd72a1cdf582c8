"""Notices when credentials have stopped working in the middle of a run, and logs in again."""

from __future__ import annotations

from apilint_rules.core.wire.exchange import Exchange

from ..errors import ApilintError
from .credentials import Wallet

SUSPICIOUS = 3
"""Refusals in a row that say that it is not the operations."""

MOST_LOGINS = 20


class Session:
    """What the answers tell about the credentials of the main identity. What a reader should know goes to `notes`."""

    def __init__(self, wallet: Wallet, notes: list[str]) -> None:
        self.wallet = wallet
        self.notes = notes
        self._worked: set[str] = set()
        self._streak = 0
        self._logins = 0
        self._told = False
        self._good: Exchange | None = None

    def is_lost(self, exchange: Exchange, template: str) -> bool:
        """Whether this answer of a path says that the credentials do not work any more, though they did."""
        if not template or not self.wallet.is_sent(exchange.request):
            return False
        if exchange.answer.is_success:
            self._streak, self._good = 0, exchange
            self._worked.add(template)
        if exchange.status != 401:
            return False  # a 404 may have come before anybody looked at the credentials
        self._streak += 1
        return template in self._worked or (bool(self._worked) and self._streak >= SUSPICIOUS)

    def renew(self) -> bool:
        """Logs in again; False where there is nothing new to try."""
        if self._logins >= MOST_LOGINS:
            return False
        self._logins += 1
        try:
            is_new = self.wallet.renew()
        except ApilintError as error:
            self._tell(f"{error.message}: the credentials could not be renewed")
            return False
        if not is_new and self._streak >= SUSPICIOUS:
            self._tell("the credentials cannot be renewed; `--login COMMAND` may set their variables anew")
        return is_new

    def judge(self, exchange: Exchange, template: str) -> None:
        """Says whether the new credentials work."""
        if exchange.status != 401:
            self.notes.append(f"the credentials stopped working {self._since()}; logged in again")
            self._told = False
        else:
            self._worked.discard(template)
        self.is_lost(exchange, template)

    def _tell(self, advice: str) -> None:
        if not self._told:
            self._told = True
            self.notes.append(f"every answer has been 401 {self._since()}; {advice}")

    def _since(self) -> str:
        if self._good is None:
            return "from the start"
        request = self._good.request
        return f"since request {self._good.number} ({request.method} {request.path})"
