// The basket on the phone: + and − count here; without this module they send the form.
import { beginBasket } from "./counter-basket.js";

const form = document.getElementById("basket");
if (form) beginBasket(form);
